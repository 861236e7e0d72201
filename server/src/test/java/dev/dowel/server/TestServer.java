package dev.dowel.server;

import dev.dowel.runtime.store.MemoryStore;
import java.time.Duration;
import java.util.function.Consumer;

/** A server with the test actors on a free port of 127.0.0.1. */
final class TestServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** As in production, but refusals and ends take no time to speak of. */
    static final GatewayLimits LIMITS = limits().firstDenial(Duration.ofMillis(20))
            .longestDenial(Duration.ofMillis(40))
            .lingerTime(Duration.ofSeconds(2))
            .build();

    final TestActors.Gate gate = new TestActors.Gate();
    private final DowelServer server;

    TestServer() {
        this(builder -> {});
    }

    TestServer(Consumer<DowelServerBuilder> more) {
        DowelServerBuilder builder = DowelServer.builder()
                .actor(TestActors.Counter.class)
                .actor(TestActors.Door.class)
                .actor(TestActors.Slow.class, () -> new TestActors.Slow(gate))
                .store(new MemoryStore())
                .port(0)
                .limits(LIMITS);
        more.accept(builder);
        server = builder.build().start();
    }

    /** The default limits, to be changed one by one, and an end without grace. */
    static GatewayLimitsBuilder limits() {
        return GatewayLimits.DEFAULTS.change().reconnectGrace(Duration.ZERO);
    }

    DowelServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    HttpPeer connect() {
        return new HttpPeer(port());
    }

    SocketPeer.Opening socket(String path) {
        return new SocketPeer.Opening(port(), path);
    }

    /** A query URL of an action. */
    static String action(String actor, String key, String action) {
        return "/gateway/" + actor + "/action/" + action + "?" + getOrCreate(key);
    }

    static String connectPath(String actor, String key) {
        return "/gateway/" + actor + "/connect?" + getOrCreate(key);
    }

    static String getOrCreate(String key) {
        return "rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + key
                + "&rvt-crash-policy=sleep";
    }

    static String get(String key) {
        return "rvt-namespace=default&rvt-method=get&rvt-key=" + key;
    }

    /** The server still does what it is for. */
    void assertHealthy(String key) {
        try (HttpPeer peer = connect()) {
            HttpPeer.Answer answer = peer.post(action("counter", key, "increment"), "{\"args\":[1]}");
            if (answer.status() != 200) {
                throw new AssertionError("The server is not healthy: " + answer);
            }
        }
    }

    @Override
    public void close() {
        gate.leave.release(1_000_000);
        server.close();
    }
}
