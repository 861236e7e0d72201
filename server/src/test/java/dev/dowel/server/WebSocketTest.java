package dev.dowel.server;

import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections over WebSocket (protocol 4.1 to 4.3) and WebSocket as such. */
class WebSocketTest {

    private static final int FINAL = 0x80;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void isHealthy() {
        server.assertHealthy("after-socket");
    }

    private static SocketPeer.Opening counter(String key) {
        return server.socket(connectPath("counter", key));
    }

    @ParameterizedTest
    @EnumSource
    void initThenCallsAndEventsInTheEncodingAskedFor(Encoding encoding) {
        try (SocketPeer socket = counter("ws," + encoding).encoding(encoding).open()) {
            ServerMessage.Init init = (ServerMessage.Init) socket.message();
            assertThat(init.actorId()).matches("[0-9a-z]{30}");
            socket.subscribe("newCount");
            socket.call(7, "increment", 3L);

            ServerMessage.Event event = (ServerMessage.Event) socket.message();
            assertThat(event.name()).isEqualTo("newCount");
            assertThat(event.args().<List<Object>>decode(List.class)).isEqualTo(List.of(3L));
            ServerMessage.ActionResponse response = (ServerMessage.ActionResponse) socket.message();
            assertThat(response.id()).isEqualTo(7);
            assertThat(SocketPeer.output(response)).isEqualTo(3L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsCarryTheIdOfTheCall(Encoding encoding) {
        try (SocketPeer socket = counter("ws-errors").encoding(encoding).connect()) {
            for (Object[] call : new Object[][] {
                {"user", "user.boom"},
                {"crash", "rivetkit.internal_error"},
                {"missing", "actor.action_not_found"},
                {"increment", "actor.validation_error"}
            }) {
                socket.call(5, (String) call[0]);
                ServerMessage.Failure failure = (ServerMessage.Failure) socket.message();
                assertThat(failure.actionId()).isEqualTo(5L);
                assertThat(failure.error().group() + "." + failure.error().code())
                        .isEqualTo(call[1]);
            }
            socket.call(6, "increment", 1L);
            assertThat(socket.message()).isInstanceOf(ServerMessage.ActionResponse.class);
        }
    }

    @Test
    void theSubprotocolIsRivetIfOfferedAndNothingElseIs() {
        try (SocketPeer socket = counter("sub").connect()) {
            assertThat(socket.handshake().headers())
                    .containsEntry("sec-websocket-protocol", "rivet")
                    .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainKey("sec-websocket-extensions");
        }
        try (SocketPeer socket = counter("sub").noProtocols().connect()) {
            assertThat(socket.handshake().headers()).doesNotContainKey("sec-websocket-protocol");
        }
        try (SocketPeer socket = counter("sub").protocol("rivet_unheard_of.x").connect()) {
            assertThat(socket.handshake().headers()).containsEntry("sec-websocket-protocol", "rivet");
        }
    }

    @Test
    void messagesBeforeInitAreHandledAfterIt() {
        try (SocketPeer socket = counter("early").open()) {
            socket.subscribe("newCount");
            socket.call(0, "increment", 1L);
            socket.call(1, "increment", 1L);
            assertThat(socket.message()).isInstanceOf(ServerMessage.Init.class);
            assertThat(socket.message()).isInstanceOf(ServerMessage.Event.class);
            assertThat(socket.message()).isInstanceOf(ServerMessage.ActionResponse.class);
            assertThat(socket.message()).isInstanceOf(ServerMessage.Event.class);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(2L);
        }
    }

    @Test
    void framesThatCameWithTheHandshakeAreNotLost() {
        byte[] call =
                ConnectionFrames.actionRequest(Encoding.JSON, 3, "increment", "[1]".getBytes(StandardCharsets.UTF_8));
        byte[] frame = SocketPeer.encode(FINAL | SocketPeer.TEXT, call, true);
        try (SocketPeer socket = counter("eager").openAnd(frame)) {
            assertThat(socket.message()).isInstanceOf(ServerMessage.Init.class);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(1L);
        }
    }

    @Test
    void jsonMayComeInBinaryFramesAndInFragments() {
        byte[] call =
                ConnectionFrames.actionRequest(Encoding.JSON, 3, "increment", "[1]".getBytes(StandardCharsets.UTF_8));
        try (SocketPeer socket = counter("fragments").connect()) {
            socket.frame(FINAL | SocketPeer.BINARY, call);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(1L);

            socket.frame(SocketPeer.TEXT, java.util.Arrays.copyOf(call, 10));
            socket.ping("between fragments");
            socket.frame(SocketPeer.CONTINUATION, new byte[0]);
            socket.frame(FINAL | SocketPeer.CONTINUATION, java.util.Arrays.copyOfRange(call, 10, call.length));
            assertThat(socket.frame().text()).isEqualTo("between fragments");
            assertThat(SocketPeer.output(socket.message())).isEqualTo(2L);
        }
    }

    @Test
    void pingsAreAnsweredAndPongsIgnored() {
        try (SocketPeer socket = counter("ping").connect()) {
            socket.frame(FINAL | SocketPeer.PONG, new byte[] {1});
            socket.ping("hello");
            SocketPeer.Frame pong = socket.frame();
            assertThat(pong.opcode()).isEqualTo(SocketPeer.PONG);
            assertThat(pong.text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, Disposed", "1000, ''", "4321, mine", "1001, ''"})
    void theClientsCloseIsEchoed(int code, String reason) {
        try (SocketPeer socket = counter("close").connect()) {
            socket.close(code, reason);
            SocketPeer.Frame close = socket.frame();
            assertThat(close.code()).isEqualTo(code);
            assertThat(close.reason()).isEqualTo(reason);
            assertThat(socket.http().isEnded()).isTrue();
        }
    }

    @Test
    void anEmptyCloseIsEchoedEmpty() {
        try (SocketPeer socket = counter("close").connect()) {
            socket.frame(FINAL | SocketPeer.CLOSE, new byte[0]);
            SocketPeer.Frame close = socket.frame();
            assertThat(close.opcode()).isEqualTo(SocketPeer.CLOSE);
            assertThat(close.payload()).isEmpty();
            assertThat(socket.http().isEnded()).isTrue();
        }
    }

    @Test
    void callsBeforeTheCloseStillRun() throws InterruptedException {
        try (SocketPeer socket =
                server.socket(connectPath("slow", "before-close")).connect()) {
            socket.call(0, "hold", 100L);
            socket.close(1000, "");
            assertThat(socket.closeFrame().code()).isEqualTo(1000);
        }
        server.gate.entered.acquire();
        server.gate.leave.release();
        server.gate.disconnected.await();
        assertThat(server.gate.finished).contains(100L);
    }

    @Test
    void aSocketThatBreaksIsADisconnect() throws Exception {
        TestServer own = new TestServer();
        try (own;
                SocketPeer socket = own.socket(connectPath("slow", "broken")).connect()) {
            socket.reset();
            own.gate.disconnected.await();
        }
    }

    @Test
    void aClientThatEndsItsDirectionIsADisconnect() throws Exception {
        TestServer own = new TestServer();
        try (own;
                SocketPeer socket = own.socket(connectPath("slow", "half")).connect()) {
            socket.http().socket().shutdownOutput();
            own.gate.disconnected.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadEndsTheSocket(Encoding encoding) {
        try (SocketPeer socket = counter("garbage").encoding(encoding).connect()) {
            socket.message(new byte[] {'{', 1, 2, 3});
            SocketPeer.Frame close = socket.closeFrame();
            assertThat(close.code()).isEqualTo(1011);
            assertThat(close.reason()).isEqualTo("actor.invalid_request");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageBeyondTheLimitEndsTheSocket(Encoding encoding) {
        for (int size : new int[] {Limits.INCOMING_MESSAGE_BYTES + 1, 5_000_000}) {
            try (SocketPeer socket = counter("big").encoding(encoding).connect()) {
                socket.message(new byte[size]);
                assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 message.incoming_too_long");
                assertThat(socket.http().isEnded()).isTrue();
            }
        }
    }

    @Test
    void fragmentsBeyondTheLimitTogetherEndTheSocket() {
        try (SocketPeer socket = counter("big").connect()) {
            socket.frame(SocketPeer.TEXT, new byte[40_000]);
            socket.frame(SocketPeer.CONTINUATION, new byte[40_000]);
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 message.incoming_too_long");
        }
    }

    @Test
    void aMessageOfTheMostBytesIsRead() {
        String padding = " ".repeat(Limits.INCOMING_MESSAGE_BYTES);
        String call = "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"increment\",\"args\":[1]}}}";
        String message = call + padding.substring(call.length());
        try (SocketPeer socket = counter("exact").connect()) {
            socket.message(message.getBytes(StandardCharsets.UTF_8));
            assertThat(SocketPeer.output(socket.message())).isEqualTo(1L);
        }
    }

    @Test
    void anUnknownEncodingIsUnsupportedData() {
        try (SocketPeer socket = counter("enc").protocol("rivet_encoding.xml").open()) {
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1003 actor.unsupported_websocket_encoding");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, guard.no_route",
        "/metadata, guard.no_route",
        "/gateway/none/websocket/x, actor.not_found",
        "/gateway/id/inspector/connect, guard.no_route",
        "/gateway/id/action/x, actor.not_found",
        "/websocket/x, guard.no_route",
        "/connect, guard.no_route",
        "/gateway/counter/connect?rvt-method=get, guard.query_invalid_params",
        "/gateway/counter/connect?rvt-namespace=n&rvt-method=getOrCreate, guard.query_missing_pool",
        "/gateway/none/connect, actor.not_found",
        "/gateway/counter/connect?rvt-namespace=n&rvt-method=get&rvt-key=absent, actor.not_found",
        "/gateway/nobody/connect?rvt-namespace=n&rvt-method=getOrCreate&rvt-runner=r, actor.not_registered"
    })
    void everyUpgradeIsAcceptedAndTheErrorIsInTheClose(String path, String reason) {
        try (SocketPeer socket = server.socket(path).open()) {
            SocketPeer.Frame close = socket.closeFrame();
            assertThat(close.code()).isEqualTo(1011);
            assertThat(close.reason()).isEqualTo(reason);
        }
    }

    @Test
    void parametersThatAreNotJsonOrTooLongEndTheSocket() {
        for (String protocol : new String[] {
            "rivet_conn_params.%7B", "rivet_conn_params.%22" + "x".repeat(Limits.CONNECTION_PARAMS_BYTES) + "%22"
        }) {
            try (SocketPeer socket = counter("params").protocol(protocol).open()) {
                assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 actor.invalid_request");
            }
        }
    }

    @Test
    void theActorMayBeNamedBySubprotocols() {
        String id;
        try (SocketPeer socket = counter("by-header").open()) {
            id = ((ServerMessage.Init) socket.message()).actorId();
        }
        try (SocketPeer socket = server.socket("/connect")
                .protocol("rivet_target.actor")
                .protocol("rivet_actor." + id)
                .protocol("rivet_skip_ready_wait")
                .open()) {
            assertThat(((ServerMessage.Init) socket.message()).actorId()).isEqualTo(id);
        }
        try (SocketPeer socket = server.socket("/gateway/" + id + "/connect").open()) {
            assertThat(((ServerMessage.Init) socket.message()).actorId()).isEqualTo(id);
        }
    }

    @Test
    void theHealthSocketAnswersPing() {
        try (SocketPeer socket = server.socket("/health/ws").noProtocols().open()) {
            socket.frame(FINAL | SocketPeer.TEXT, "what?".getBytes(StandardCharsets.UTF_8));
            socket.frame(FINAL | SocketPeer.TEXT, "ping".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.frame().text()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xf1, 0x83, 0x00, 0x80, 0x8b, 0x09})
    void framesAgainstTheRulesEndTheSocket(int firstByte) {
        try (SocketPeer socket = counter("rules").connect()) {
            socket.frame(firstByte, new byte[] {1});
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1002 ws.protocol_error");
            assertThat(socket.http().isEnded()).isTrue();
        }
    }

    @Test
    void framesThatAreNotMaskedEndTheSocket() {
        try (SocketPeer socket = counter("rules").connect()) {
            socket.http().send(SocketPeer.encode(FINAL | SocketPeer.TEXT, new byte[] {1}, false));
            assertThat(socket.closeFrame().code()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
                "upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13",
                "upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: short"
            })
    void handshakesAgainstTheRulesAreBadRequests(String headers) {
        try (HttpPeer peer = server.connect()) {
            peer.send("GET " + connectPath("counter", "bad") + " HTTP/1.1\r\n" + headers + "\r\n\r\n");
            HttpPeer.Answer answer = peer.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-rivet-error")).isEqualTo("guard.invalid_request");
        }
    }

    @Test
    void otherVersionsOfWebSocketAreToldWhichIsSpoken() {
        try (HttpPeer peer = server.connect()) {
            peer.send("GET /health/ws HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                    + "sec-websocket-version: 8\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            HttpPeer.Answer answer = peer.read();
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
        }
    }
}
