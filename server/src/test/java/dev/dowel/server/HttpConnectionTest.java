package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as such: order, bodies, bounds, and what is not HTTP. */
class HttpConnectionTest {

    private static TestServer server;
    private HttpPeer peer;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        peer = server.connect();
    }

    @AfterEach
    void disconnect() {
        peer.close();
        server.assertHealthy("after");
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nhost: h\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String code(HttpPeer.Answer answer) {
        return answer.header("x-rivet-error");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        String path = action("counter", "pipeline", "increment");
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            requests.append(post(path, "{\"args\":[1]}"));
            requests.append("GET /health HTTP/1.1\r\nhost: h\r\n\r\n");
            requests.append("GET /nowhere HTTP/1.1\r\nhost: h\r\n\r\n");
        }
        Thread sender = Thread.ofVirtual().start(() -> peer.send(requests.toString()));
        for (int i = 1; i <= 300; i++) {
            assertThat(peer.read().text()).isEqualTo("{\"output\":" + i + "}");
            assertThat(peer.read().text()).contains("\"status\":\"ok\"");
            assertThat(peer.read().status()).isEqualTo(404);
        }
        assertThat(sender)
                .satisfies(
                        thread -> assertThat(thread.join(TestServer.PATIENCE)).isTrue());
    }

    @Test
    void manyRequestsThatAreAnsweredAtOnceDoNotNest() {
        String one = "GET /health HTTP/1.1\r\n\r\n";
        Thread sender = Thread.ofVirtual().start(() -> peer.send(one.repeat(20_000)));
        assertThat(peer.readAll(20_000)).allMatch(answer -> answer.status() == 200);
        assertThat(sender.isAlive()).isFalse();
    }

    @Test
    void aClientThatReadsNothingIsServedNoFurtherThanBuffersReach() {
        int calls = 1_000;
        String request = post(action("counter", "unread", "grow"), "{\"args\":[100000]}");
        peer.send(request.repeat(calls));
        try (HttpPeer observer = server.connect()) {
            // The observer's questions queue behind the calls in the same mailbox: no progress between many of them is
            // a halt.
            String count = "";
            for (int unchanged = 0; unchanged < 100; ) {
                String next = observer.post(action("counter", "unread", "getCount"), "{}")
                        .text();
                unchanged = next.equals(count) ? unchanged + 1 : 0;
                count = next;
            }
            assertThat(Integer.parseInt(count.replaceAll("\\D", ""))).isLessThan(calls / 2);
        }
        assertThat(peer.readAll(calls)).allMatch(answer -> answer.body().length > 100_000);
    }

    @Test
    void chunkedBodiesAreRead() {
        peer.send("POST " + action("counter", "chunked", "increment")
                + " HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n");
        peer.send("5;ext=1\r\n{\"arg\r\n");
        peer.send("8\r\ns\":[41]}\r\n0\r\ntrailer: x\r\n\r\n");
        assertThat(peer.read().text()).isEqualTo("{\"output\":41}");
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsRefusedWhenItIsOver() {
        peer.send("POST " + action("counter", "chunked", "increment")
                + " HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            peer.send("1000\r\n" + "x".repeat(4096) + "\r\n");
        }
        peer.send("0\r\n\r\n");
        assertThat(code(peer.read())).isEqualTo("message.incoming_too_long");
        assertThat(peer.get("/health").status()).isEqualTo(200);
    }

    @Test
    void aRequestThatComesByteByByteIsRead() {
        for (char c :
                post(action("counter", "slowly", "increment"), "{\"args\":[1]}").toCharArray()) {
            peer.send(String.valueOf(c));
        }
        assertThat(peer.read().text()).isEqualTo("{\"output\":1}");
    }

    @Test
    void aBodyBeyondAllMeasureIsRefusedAtOnce() {
        peer.send("POST " + action("counter", "huge", "increment") + " HTTP/1.1\r\ncontent-length: "
                + (Limits.HTTP_BODY_BYTES + 1L) + "\r\n\r\n");
        HttpPeer.Answer answer = peer.read();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("guard.invalid_request_body");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void aBodyOfTheManagementApiHasABoundOfItsOwn() {
        HttpPeer.Answer answer = peer.request("PUT", "/actors", new byte[256 * 1024 + 1]);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("guard.invalid_request_body");
        answer = peer.request("PUT", "/actors", new byte[256 * 1024]);
        assertThat(code(answer)).isEqualTo("actor.invalid_request");
    }

    @Test
    void anEndlessBodyIsRefusedWhenItIsBeyondAllMeasure() {
        peer.send("POST " + action("counter", "endless", "increment")
                + " HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        for (int i = 0; i < Limits.HTTP_BODY_BYTES / 0x100000 + 1; i++) {
            peer.send(chunk);
        }
        HttpPeer.Answer answer = peer.read();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void clientsThatAskAreToldToContinue() {
        String path = action("counter", "continue", "increment");
        peer.send("POST " + path + " HTTP/1.1\r\ncontent-length: 12\r\nexpect: 100-continue\r\n\r\n");
        assertThat(peer.readHead().status()).isEqualTo(100);
        peer.send("{\"args\":[1]}");
        assertThat(peer.read().text()).isEqualTo("{\"output\":1}");
    }

    @Test
    void clientsThatAskAreToldNotTo() {
        peer.send("POST " + action("counter", "c", "increment")
                + " HTTP/1.1\r\ncontent-length: 100000\r\nexpect: 100-continue\r\n\r\n");
        assertThat(code(peer.read())).isEqualTo("message.incoming_too_long");
        assertThat(peer.isEnded()).isTrue();
        try (HttpPeer other = server.connect()) {
            other.send("POST /nowhere HTTP/1.1\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n");
            assertThat(code(other.read())).isEqualTo("guard.no_route");
        }
        try (HttpPeer other = server.connect()) {
            other.send("POST /nowhere HTTP/1.1\r\ncontent-length: 10\r\nexpect: miracles\r\n\r\n");
            assertThat(other.read().status()).isEqualTo(417);
        }
    }

    @Test
    void theAnswerToHeadHasNoBody() {
        HttpPeer.Answer head = peer.request("HEAD", "/health", new byte[0]);
        HttpPeer.Answer get = peer.get("/health");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo(String.valueOf(get.body().length));
        assertThat(peer.request("HEAD", "/nowhere", new byte[0]).status()).isEqualTo(404);
        assertThat(peer.request("HEAD", action("counter", "h", "increment"), new byte[0])
                        .status())
                .isEqualTo(405);
        assertThat(peer.get("/health").status()).isEqualTo(200);
    }

    @Test
    void theConnectionEndsWhenTheClientWantsIt() {
        assertThat(peer.get("/health", "connection: close").header("connection"))
                .isEqualTo("close");
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void http10IsAnsweredAndKeptAliveOnDemand() {
        peer.send("GET /health HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
        assertThat(peer.read().header("connection")).isEqualTo("keep-alive");
        peer.send("GET /health HTTP/1.0\r\n\r\n");
        assertThat(peer.read().status()).isEqualTo(200);
        assertThat(peer.isEnded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /health\r\n\r\n",
                "GET /health HTTP/9\r\n\r\n",
                "GET /health HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /health HTTP/1.1\r\nbad header : x\r\n\r\n",
                "GET /health HTTP/1.1\r\nx: a\u0000b\r\n\r\n",
                "POST /health HTTP/1.1\r\ncontent-length: x\r\n\r\n",
                "POST /health HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
                "POST /health HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
                "POST /health HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                "POST /health HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"
            })
    void whatIsNotHttpIsToldSoAndCutOff(String bytes) {
        peer.send(bytes);
        HttpPeer.Answer answer = peer.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("guard.invalid_request");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.text()).contains("\"group\":\"guard\"");
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void otherVersionsOfHttpAreToldSo() {
        peer.send("GET /health HTTP/2.0\r\n\r\n");
        assertThat(peer.read().status()).isEqualTo(505);
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void aRequestLineHasABound() {
        peer.send("GET /" + "x".repeat(Limits.REQUEST_LINE_BYTES) + " HTTP/1.1\r\n\r\n");
        assertThat(peer.read().status()).isEqualTo(414);
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void headersHaveABound() {
        peer.send("GET /health HTTP/1.1\r\n" + ("x: " + "y".repeat(1000) + "\r\n").repeat(70) + "\r\n");
        assertThat(peer.read().status()).isEqualTo(431);
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void whoSaysNothingIsCutOff() {
        try (TestServer impatient = new TestServer(b -> b.limits(
                        TestServer.limits().headTime(Duration.ofMillis(50)).build()));
                HttpPeer silent = impatient.connect();
                HttpPeer dripping = impatient.connect()) {
            dripping.send("GET /health HT");
            assertThat(silent.isEnded()).isTrue();
            assertThat(dripping.isEnded()).isTrue();
        }
    }

    @Test
    void whoWaitsTooLongBetweenRequestsIsCutOff() {
        try (TestServer impatient = new TestServer(b -> b.limits(
                        TestServer.limits().idleTime(Duration.ofMillis(50)).build()));
                HttpPeer idle = impatient.connect()) {
            assertThat(idle.get("/health").status()).isEqualTo(200);
            assertThat(idle.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotComeIsTimedOut() {
        try (TestServer impatient = new TestServer(b -> b.limits(
                        TestServer.limits().bodyTime(Duration.ofMillis(50)).build()));
                HttpPeer slow = impatient.connect()) {
            slow.send("POST /actors HTTP/1.1\r\ncontent-length: 10\r\n\r\n12345");
            HttpPeer.Answer answer = slow.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(code(answer)).isEqualTo("guard.request_timeout");
            assertThat(slow.isEnded()).isTrue();
        }
    }

    @Test
    void aCallMayTakeLongerThanTheBoundsOfSpeaking() throws InterruptedException {
        GatewayLimits strict = TestServer.limits()
                .headTime(Duration.ofMillis(40))
                .idleTime(Duration.ofMillis(40))
                .bodyTime(Duration.ofMillis(40))
                .build();
        try (TestServer impatient = new TestServer(b -> b.limits(strict));
                HttpPeer caller = impatient.connect();
                HttpPeer clock = impatient.connect()) {
            caller.send(post(action("slow", "long", "hold"), "{\"args\":[7]}"));
            impatient.gate.entered.acquire();
            // The other connection is cut off after the time that must not cut off the call.
            assertThat(clock.isEnded()).isTrue();
            impatient.gate.leave.release();
            assertThat(caller.read().text()).isEqualTo("{\"output\":7}");
        }
    }

    @Test
    void aCallerThatLeavesDoesNotDisturbOthers() throws InterruptedException {
        peer.send(post(action("slow", "left", "hold"), "{\"args\":[1]}"));
        server.gate.entered.acquire();
        peer.close();
        server.gate.leave.release(2);
        try (HttpPeer next = server.connect()) {
            assertThat(next.post(action("slow", "left", "hold"), "{\"args\":[2]}")
                            .text())
                    .isEqualTo("{\"output\":2}");
        }
        server.gate.entered.drainPermits();
        assertThat(List.copyOf(server.gate.finished)).contains(1L, 2L);
    }
}
