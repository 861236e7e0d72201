package dev.dowel.server;

import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that say nothing. */
class LivenessTest {

    private static final Duration SILENCE = Duration.ofMillis(120);

    private final TestServer server = new TestServer(builder -> builder.limits(TestServer.limits()
            .silence(SILENCE)
            .lingerTime(Duration.ofMillis(200))
            .build()));

    @AfterEach
    void stop() {
        server.close();
    }

    /** One whose actor is awake: a start that is slow is silence, too. */
    private SocketPeer socket() {
        server.assertHealthy("k");
        return server.socket(connectPath("counter", "k")).connect();
    }

    @Test
    void aSilentSocketIsPinged() {
        long begin = System.nanoTime();
        try (SocketPeer socket = socket()) {
            SocketPeer.Frame frame = socket.frame();
            assertThat(frame.opcode()).isEqualTo(SocketPeer.PING);
            assertThat(frame.payload()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SILENCE);
        }
    }

    @Test
    void aSocketThatDoesNotAnswerIsClosedAndThenCut() {
        try (SocketPeer socket = socket()) {
            assertThat(socket.frame().opcode()).isEqualTo(SocketPeer.PING);
            SocketPeer.Frame close = socket.frame();
            assertThat(close.opcode()).isEqualTo(SocketPeer.CLOSE);
            assertThat(close.code()).isEqualTo(1011);
            assertThat(close.reason()).isEqualTo("ws.ping_timeout");
            assertThat(socket.http().isEnded()).isTrue();
        }
    }

    @Test
    void aSocketThatAnswersStaysAndIsPingedAgain() {
        try (SocketPeer socket = socket()) {
            for (int i = 0; i < 4; i++) {
                assertThat(socket.frame().opcode()).isEqualTo(SocketPeer.PING);
                socket.frame(0x80 | SocketPeer.PONG, new byte[0]);
            }
            socket.call(1, "increment", 1);
            SocketPeer.Frame next = socket.frame();
            while (next.opcode() == SocketPeer.PING) {
                next = socket.frame();
            }
            assertThat(next.text()).contains("ActionResponse");
        }
    }

    @Test
    void bytesOfAFrameThatIsNotCompleteAreALife() {
        try (SocketPeer socket = socket()) {
            byte[] ping = SocketPeer.encode(0x80 | SocketPeer.PING, new byte[100], true);
            for (byte b : ping) {
                // Each waits for a ping of the server's, which comes only after silence.
                assertThat(socket.frame().opcode()).isEqualTo(SocketPeer.PING);
                socket.http().send(new byte[] {b});
                if (b == ping[8]) {
                    break;
                }
            }
        }
    }

    @Test
    void theSocketOfHealthChecksIsWatchedToo() {
        try (SocketPeer socket = server.socket("/health/ws").open()) {
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.ping_timeout");
        }
    }

    @Test
    void theActorIsToldThatASilentClientIsGone() throws InterruptedException {
        try (SocketPeer socket = server.socket(connectPath("slow", "k")).connect()) {
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.ping_timeout");
            server.gate.disconnected.await();
        }
    }

    @Test
    void theTimeIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DowelServer.builder().silence(Duration.ZERO));
    }
}
