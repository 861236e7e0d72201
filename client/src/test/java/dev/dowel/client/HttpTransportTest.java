package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of a call over real sockets. */
@Timeout(30)
class HttpTransportTest {

    private static DowelClientBuilder client(String address) {
        return DowelClient.builder().endpoint("http://" + address);
    }

    private static ActorError errorOf(ClientActor<Counter> counter) {
        return catchThrowableOfType(ActorError.class, () -> counter.call(Counter::increment, 1));
    }

    /** An actor that adds 1, in every encoding, over a server of the JDK. */
    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aCallGoesThereAndBack(Encoding encoding) throws Exception {
        Map<String, String> seen = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            seen.put("uri", exchange.getRequestURI().toString());
            seen.put("encoding", exchange.getRequestHeaders().getFirst("x-rivet-encoding"));
            RawValue arguments = HttpBodies.readActionRequest(
                    encoding, exchange.getRequestBody().readAllBytes());
            int argument = (int) Values.decodeArguments(arguments, new Class<?>[] {int.class}, new boolean[1])[0];
            byte[] output = Values.encode(dev.dowel.protocol.ConnectionFrames.payloadDialect(encoding), argument + 1);
            byte[] body = HttpBodies.actionResponse(encoding, output);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (var client = client("127.0.0.1:" + server.getAddress().getPort())
                .encoding(encoding)
                .build()) {
            ClientActor<Counter> counter = client.actor(Counter.class, "a", "b");
            assertThat(counter.call(Counter::increment, 5)).isEqualTo(6);
            assertThat(seen)
                    .containsEntry("encoding", encoding.wireName())
                    .containsEntry(
                            "uri",
                            "/gateway/counter/action/increment?rvt-namespace=default&rvt-method=getOrCreate"
                                    + "&rvt-runner=default&rvt-key=a%2Cb&rvt-crash-policy=sleep");

            // Fewer than the idle connections this server keeps: it may close others at any moment.
            var calls = new CompletableFuture<?>[100];
            for (int i = 0; i < calls.length; i++) {
                int argument = i;
                calls[i] = counter.callAsync(Counter::increment, i)
                        .thenAccept(result -> assertThat(result).isEqualTo(argument + 1));
            }
            CompletableFuture.allOf(calls).join();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingListeningIsAConnectionThatFailed() throws Exception {
        var server = new TinyServer(peer -> {});
        String address = server.address();
        server.close();
        try (var client = client(address).build()) {
            assertThat(errorOf(client.actor(Counter.class))).returns("connection_failed", ActorError::code);
        }
    }

    @Test
    void aHostThatDoesNotExistIsAConnectionThatFailed() {
        try (var client = client("no-such-host.invalid:1").build()) {
            assertThat(errorOf(client.actor(Counter.class))).returns("connection_failed", ActorError::code);
        }
    }

    @Test
    void aServerThatBreaksOffIsAConnectionThatWasLost() throws Exception {
        for (TinyServer.Script breaking : List.<TinyServer.Script>of(
                peer -> {},
                TinyServer.Peer::reset,
                peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
                peer -> peer.write("nonsense\r\n\r\n"))) {
            try (var server = new TinyServer(breaking);
                    var client = client(server.address()).build()) {
                assertThat(errorOf(client.actor(Counter.class)))
                        .returns("connection_lost", ActorError::code)
                        .hasMessageContaining("may have run");
            }
        }
    }

    @Test
    void aResponseThatIsTooLargeIsNotReadToItsEnd() throws Exception {
        try (var server = new TinyServer(peer -> {
                    peer.readBody();
                    peer.write("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        peer.write("x".repeat(10_000));
                    }
                });
                var client = client(server.address()).maxResponseBytes(50_000).build()) {
            assertThat(errorOf(client.actor(Counter.class))).returns("response_too_large", ActorError::code);
        }
    }

    @Test
    void aServerThatDoesNotAnswerCostsTheTimeLimitAndNotMore() throws Exception {
        try (var server = new TinyServer(TinyServer.Peer::untilClientCloses);
                var client = client(server.address())
                        .callTimeout(Duration.ofMillis(50))
                        .build()) {
            assertThat(errorOf(client.actor(Counter.class))).returns("timed_out", ActorError::code);
        }
    }

    @Test
    void closingTheClientEndsACallThatWaits() throws Exception {
        var arrived = new CompletableFuture<Void>();
        var gone = new CompletableFuture<Void>();
        try (var server = new TinyServer(peer -> {
            peer.readBody();
            arrived.complete(null);
            try {
                peer.untilClientCloses();
            } catch (IOException e) {
                // a reset ends it as well
            }
            gone.complete(null);
        })) {
            var client = client(server.address()).build();
            CompletableFuture<Integer> call = client.actor(Counter.class).callAsync(Counter::increment, 1);
            arrived.get();
            client.close();
            assertThatThrownBy(call::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ActorError.class, e -> assertThat(e.code()).isEqualTo("closed"));
            gone.get();
        }
    }
}
