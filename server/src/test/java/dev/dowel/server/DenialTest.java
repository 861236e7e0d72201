package dev.dowel.server;

import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ServerMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refused connections (protocol 4.3, 4.5). */
class DenialTest {

    private static final Duration FIRST = Duration.ofMillis(80);
    private static final long NEVER = Duration.ofHours(1).toMillis();

    private static TestServer serverWith(Duration first, Duration longest) {
        return new TestServer(builder -> builder.limits(
                TestServer.limits().firstDenial(first).longestDenial(longest).build()));
    }

    @ParameterizedTest
    @EnumSource
    void theErrorComesFirstThenTheCloseThatSaysTheSame(Encoding encoding) {
        try (TestServer server = new TestServer();
                SocketPeer socket = server.socket(connectPath("door", "k"))
                        .encoding(encoding)
                        .params("{\"token\":\"wrong\"}")
                        .open()) {
            ServerMessage.Failure failure = (ServerMessage.Failure) socket.message();
            assertThat(failure.actionId()).isNull();
            assertThat(failure.error().group()).isEqualTo("user");
            assertThat(failure.error().code()).isEqualTo("nope");
            assertThat(failure.error().message()).isEqualTo("denied!");
            assertThat(failure.error().metadata()).isEqualTo(Map.of("why", "deny"));
            assertThat(socket.frame().toString()).isEqualTo("close 1011 user.nope");
        }
    }

    @Test
    void whoHasTheTokenIsLetIn() {
        try (TestServer server = new TestServer();
                SocketPeer socket = server.socket(connectPath("door", "k"))
                        .params("{\"token\":\"open\"}")
                        .header("x-test: yes")
                        .connect()) {
            socket.call(0, "caller");
            assertThat(SocketPeer.output(socket.message())).isEqualTo("/connect 127.0.0.1 yes");
        }
    }

    @Test
    void theRefusalWaitsLongerEachTime() {
        try (TestServer server = serverWith(FIRST, FIRST.multipliedBy(3))) {
            assertThat(refusalTime(server)).isGreaterThanOrEqualTo(FIRST);
            assertThat(refusalTime(server)).isGreaterThanOrEqualTo(FIRST.multipliedBy(2));
            assertThat(refusalTime(server)).isGreaterThanOrEqualTo(FIRST.multipliedBy(3));
        }
    }

    private static Duration refusalTime(TestServer server) {
        long begin = System.nanoTime();
        try (SocketPeer socket = server.socket(connectPath("door", "again")).open()) {
            socket.closeFrame();
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    @Test
    void reasonsAfterWhichClientsWaitThemselvesAreGivenAtOnce() {
        try (TestServer server = serverWith(Duration.ofMillis(NEVER), Duration.ofMillis(NEVER));
                SocketPeer socket = server.socket("/gateway/counter/connect?" + TestServer.get("absent"))
                        .open()) {
            // The first thing it gets: an error before it would cost clients their waiting calls.
            assertThat(socket.frame().toString()).isEqualTo("close 1011 actor.not_found");
        }
    }

    @Test
    void whoWaitsForItsRefusalIsStillAnsweredPingsAndCloses() {
        try (TestServer server = serverWith(Duration.ofMillis(NEVER), Duration.ofMillis(NEVER));
                SocketPeer socket =
                        server.socket(connectPath("door", "patient")).open()) {
            socket.call(0, "caller");
            socket.ping("still there?");
            assertThat(socket.frame().text()).isEqualTo("still there?");
            socket.close(1000, "enough");
            assertThat(socket.frame().toString()).isEqualTo("close 1000 enough");
            assertThat(socket.http().isEnded()).isTrue();
        }
    }

    @Test
    void whoWaitsForItsRefusalIsToldOfTheShutdown() {
        TestServer server = serverWith(Duration.ofMillis(NEVER), Duration.ofMillis(NEVER));
        try (server;
                SocketPeer socket =
                        server.socket(connectPath("door", "patient")).open()) {
            socket.ping("x");
            socket.frame();
            Thread closing = Thread.ofVirtual().start(server::close);
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.going_away");
            socket.close(1011, "");
            assertThat(closing)
                    .satisfies(thread ->
                            assertThat(thread.join(TestServer.PATIENCE)).isTrue());
        }
    }
}
