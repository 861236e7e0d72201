package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller is told who asks too much. */
@Timeout(60)
class RateLimitTest {

    private static TestServer limited(int perMinute, int inFlight, int messages) {
        return new TestServer(builder -> builder.rateLimits(new RateLimits(perMinute, inFlight, messages)));
    }

    @Test
    void requestsBeyondTheRateAreRefused() {
        try (TestServer server = limited(2, 0, 0);
                HttpPeer peer = server.connect()) {
            assertThat(peer.post(action("counter", "k", "getCount"), "{}").status())
                    .isEqualTo(200);
            assertThat(peer.post(action("counter", "k", "getCount"), "{").status())
                    .isEqualTo(400);
            HttpPeer.Answer refused = peer.post(action("counter", "k", "increment"), "{\"args\":[1]}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("x-rivet-error")).isEqualTo("guard.rate_limit");
            assertThat(peer.post(action("counter", "other", "getCount"), "{}").text())
                    .isEqualTo("{\"output\":0}");
        }
    }

    @Test
    void requestsBeyondTheNumberInFlightAreRefusedUntilOneIsAnswered() throws InterruptedException {
        try (TestServer server = limited(0, 1, 0);
                HttpPeer waiting = server.connect();
                HttpPeer peer = server.connect()) {
            String hold = action("slow", "k", "hold");
            byte[] body = "{\"args\":[1]}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            waiting.send("POST " + hold + " HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length + "\r\n\r\n");
            waiting.send(body);
            server.gate.entered.acquire();
            assertThat(peer.post(hold, "{\"args\":[2]}").status()).isEqualTo(429);

            server.gate.leave.release(2);
            assertThat(waiting.read().text()).isEqualTo("{\"output\":1}");
            assertThat(peer.post(hold, "{\"args\":[3]}").text()).isEqualTo("{\"output\":3}");
        }
    }

    @Test
    void aSocketThatSendsTooFastIsClosed() {
        try (TestServer server = limited(0, 0, 1);
                SocketPeer socket = server.socket(connectPath("counter", "k")).connect()) {
            for (int i = 0; i < 20; i++) {
                socket.call(i, "increment", 1);
            }
            SocketPeer.Frame close = socket.closeFrame();
            assertThat(close.code()).isEqualTo(1011);
            assertThat(close.reason()).isEqualTo("guard.rate_limit");
        }
    }

    @Test
    void aSocketThatSendsSlowlyStays() {
        try (TestServer server = limited(0, 0, 1);
                SocketPeer socket = server.socket(connectPath("counter", "k")).connect()) {
            socket.call(0, "increment", 1);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(1L);
            socket.call(1, "increment", 1);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(2L);
        }
    }

    @Test
    void rawRequestsAreCountedUntilTheyAreAnswered() {
        String raw = "/gateway/counter/request/x?" + TestServer.getOrCreate("k");
        try (TestServer server = limited(2, 1, 0);
                HttpPeer peer = server.connect()) {
            assertThat(peer.get(raw).status()).isEqualTo(404); // the actor has no handler
            assertThat(peer.get(raw).status()).isEqualTo(404);
            HttpPeer.Answer refused = peer.get(raw);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("x-rivet-error")).isEqualTo("guard.rate_limit");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gateway/counter/connect", "/gateway/counter/websocket/x"})
    void socketsAreInFlightWhileTheyAreOpen(String path) {
        try (TestServer server = limited(0, 1, 0);
                HttpPeer peer = server.connect()) {
            String url = path + "?" + TestServer.getOrCreate("k");
            try (SocketPeer open = server.socket(url).open()) {
                try (SocketPeer second = server.socket(url).open()) {
                    assertThat(second.closeFrame().toString()).isEqualTo("close 1011 guard.rate_limit");
                }
                assertThat(peer.post(action("counter", "k", "getCount"), "{}").status())
                        .isEqualTo(429);
                open.close(1000, "");
                open.closeFrame();
                assertThat(open.http().isEnded()).isTrue();
            }
            // The client may see the end of its connection before the server counts it.
            int status = 429;
            while (status == 429) {
                status = peer.post(action("counter", "k", "getCount"), "{}").status();
            }
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void socketsBeyondTheRateAreRefused() {
        try (TestServer server = limited(1, 0, 0)) {
            String url = connectPath("counter", "k");
            server.socket(url).connect().close();
            try (SocketPeer second = server.socket(url).open()) {
                assertThat(second.closeFrame().toString()).isEqualTo("close 1011 guard.rate_limit");
            }
            server.socket(connectPath("counter", "other")).connect().close();
        }
    }

    @Test
    void aRawSocketThatSendsTooFastIsClosed() {
        try (TestServer server = limited(0, 0, 1);
                SocketPeer socket = server.socket("/gateway/counter/websocket/x?" + TestServer.getOrCreate("k"))
                        .open()) {
            for (int i = 0; i < 20; i++) {
                socket.frame(0x80 | SocketPeer.TEXT, new byte[] {'x'});
            }
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 guard.rate_limit");
        }
    }
}
