package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WebSockets that are the actor's own (protocol 5). */
@Timeout(60)
class RawWebSocketTest {

    private final RawActor.Script script = new RawActor.Script();
    private final TestServer server =
            new TestServer(builder -> builder.actor(RawActor.class, () -> new RawActor(script)));

    @AfterEach
    void end() {
        server.close();
    }

    private static String socketPath(String below) {
        return "/gateway/web/websocket" + below + "?" + TestServer.getOrCreate("k");
    }

    @Test
    void messagesPassARawSocketUntouchedBothWays() throws Exception {
        try (SocketPeer socket = server.socket(socketPath("/custom/path")).open()) {
            assertThat(socket.handshake().header("sec-websocket-protocol")).isEqualTo("rivet");
            assertThat(socket.frame().toString()).isEqualTo("1 welcome http://127.0.0.1/websocket/custom/path");
            socket.frame(0x80 | SocketPeer.TEXT, "héllo".getBytes(UTF_8));
            assertThat(socket.frame().toString()).isEqualTo("1 héllo");
            socket.frame(0x80 | SocketPeer.BINARY, new byte[] {1, 0, -1});
            SocketPeer.Frame back = socket.frame();
            assertThat(back.opcode()).isEqualTo(SocketPeer.BINARY);
            assertThat(back.payload()).containsExactly(1, 0, -1);
            socket.frame(0x80 | SocketPeer.TEXT, "end".getBytes(UTF_8));
            assertThat(socket.closeFrame().toString()).isEqualTo("close 4000 mine");
        }
    }

    @Test
    void everyPathOfASocketButTheProtocolsReachesTheActor() {
        for (String below : new String[] {"/chat/7", "/request/x", ""}) {
            String path = "/gateway/web" + below + "?" + TestServer.getOrCreate("k");
            try (SocketPeer socket = server.socket(path).noProtocols().open()) {
                assertThat(socket.frame().toString())
                        .isEqualTo("1 welcome http://127.0.0.1" + (below.isEmpty() ? "/" : below));
            }
        }
    }

    @Test
    void theActorLearnsHowTheClientClosed() throws Exception {
        try (SocketPeer socket = server.socket(socketPath("")).noProtocols().open()) {
            assertThat(socket.handshake().header("sec-websocket-protocol")).isNull();
            socket.frame();
            socket.close(4001, "bye");
            assertThat(socket.closeFrame().toString()).isEqualTo("close 4001 bye");
        }
        assertThat(script.gone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(script.failure.get()).hasMessage("4001 bye");
    }

    @Test
    void aMessageThatIsTooLongClosesTheSocket() {
        try (SocketPeer socket = server.socket(socketPath("/x")).open()) {
            socket.frame();
            socket.frame(0x80 | SocketPeer.BINARY, new byte[64 * 1024 + 1]);
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 message.incoming_too_long");
        }
    }

    @Test
    void textThatIsNotTextClosesTheSocket() {
        try (SocketPeer socket = server.socket(socketPath("/x")).open()) {
            socket.frame();
            socket.frame(0x80 | SocketPeer.TEXT, new byte[] {(byte) 0xc3, 0x28});
            assertThat(socket.closeFrame().code()).isEqualTo(1007);
        }
    }
}
