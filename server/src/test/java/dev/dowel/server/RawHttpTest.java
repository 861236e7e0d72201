package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to an actor's own handler (protocol 5). */
@Timeout(60)
class RawHttpTest {

    private final RawActor.Script script = new RawActor.Script();
    private TestServer server;
    private HttpPeer peer;

    @BeforeEach
    void start() {
        server = new TestServer(builder -> builder.actor(RawActor.class, () -> new RawActor(script)));
        peer = server.connect();
    }

    @AfterEach
    void end() {
        script.leave.release(1000);
        peer.close();
        server.close();
    }

    private static String path(String below) {
        int question = below.indexOf('?');
        String query = question < 0 ? "" : below.substring(question + 1) + "&";
        return "/gateway/web/request" + (question < 0 ? below : below.substring(0, question)) + "?" + query
                + TestServer.getOrCreate("k");
    }

    private static String head(String method, String below, String... headers) {
        return method + " " + path(below) + " HTTP/1.1\r\nhost: t\r\n" + String.join("", headers) + "\r\n";
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = peer.in().read(); b >= 0 && b != '\n'; b = peer.in().read()) {
            line.append((char) b);
        }
        return line.toString().trim();
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); ; size = Integer.parseInt(line(), 16)) {
            all.append(new String(peer.in().readNBytes(size), ISO_8859_1));
            line();
            if (size == 0) {
                return all.toString();
            }
        }
    }

    @Test
    void theActorSeesItsOwnAddressAndHeadersOnly() {
        HttpPeer.Answer answer =
                peer.post(path("/a%2Fb?x=1&y=a%20b"), "body", "Authorization: Bearer mine", "x-rivet-conn-params: {}");
        assertThat(answer.text()).isEqualTo("POST http://127.0.0.1/a%2Fb?x=1&y=a%20b Bearer mine - body");
        assertThat(peer.get(path("/a"), "x-rivet-internal-original-request-url: http://x.test/abc?z=1")
                        .text())
                .startsWith("GET http://x.test/abc?z=1 ");
        assertThat(peer.get(path("")).text()).startsWith("GET http://127.0.0.1/ ");
        assertThat(peer.request("CUSTOM", path("/x"), new byte[0]).text()).startsWith("CUSTOM ");
    }

    @Test
    void theAnswerIsTheActorsOwnAndTheConnectionGoesOn() {
        HttpPeer.Answer answer = peer.get(path("/status"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("set-cookie")).isEqualTo("a=1, b=2");
        assertThat(answer.header("x-rivet-actor-key")).isEqualTo("k");
        assertThat(answer.header("x-rivet-actor")).isNotEmpty().isNotEqualTo("mine");
        assertThat(peer.request("GET", path("/own-framing"), new byte[0]).text())
                .isEqualTo("four");
        peer.send(head("GET", "/empty"));
        assertThat(peer.readHead().headers()).doesNotContainKeys("content-length", "transfer-encoding");
        HttpPeer.Answer asked = peer.request("HEAD", path("/a"), new byte[0]);
        assertThat(Integer.parseInt(asked.header("content-length"))).isPositive();
        assertThat(peer.get(path("/throw")).text()).contains("internal_error").doesNotContain("secret");
        assertThat(peer.get(path("/status")).status()).isEqualTo(201);
    }

    @Test
    void theStatusLineSaysWhatTheStatusMeans() throws Exception {
        peer.send(head("GET", "/status"));
        assertThat(line()).isEqualTo("HTTP/1.1 201 Created");
    }

    @Test
    void streamedAnswersComeInChunksAndTheConnectionGoesOn() throws Exception {
        peer.send(head("GET", "/stream"));
        HttpPeer.Answer head = peer.readHead();
        assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(head.header("x-rivet-actor-key")).isEqualTo("k");
        assertThat(chunks()).isEqualTo("onetwo");
        assertThat(peer.get(path("/status")).status()).isEqualTo(201);
    }

    @Test
    void oldClientsGetAStreamUntilTheConnectionEnds() throws Exception {
        peer.send("GET " + path("/stream") + " HTTP/1.0\r\n\r\n");
        assertThat(peer.readHead().header("connection")).isEqualTo("close");
        assertThat(new String(peer.in().readAllBytes(), ISO_8859_1)).isEqualTo("onetwo");
    }

    @Test
    void whoAsksForTheHeadOfAStreamGetsItAndTheConnectionGoesOn() {
        HttpPeer.Answer answer = peer.request("HEAD", path("/stream"), new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(peer.get(path("/status")).status()).isEqualTo(201);
    }

    @Test
    void aStreamThatBreaksOffIsSeenToBeIncomplete() throws Exception {
        peer.send(head("GET", "/break"));
        String all;
        try {
            all = new String(peer.in().readAllBytes(), ISO_8859_1);
        } catch (IOException reset) {
            all = "";
        }
        assertThat(all).doesNotContain("\r\n0\r\n");
    }

    @Test
    void theWriterOfAStreamEndsWhenItsReaderLeaves() throws Exception {
        peer.send(head("GET", "/forever"));
        peer.readHead();
        peer.close();
        assertThat(script.gone.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void largeBodiesArriveWhole() {
        byte[] body = new byte[20 * 1024 * 1024];
        for (int i = 0; i < 3; i++) {
            assertThat(peer.request("PUT", path("/count"), body).text()).isEqualTo("" + body.length);
        }
        assertThat(peer.request("PUT", path("/count"), new byte[body.length + 1])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void chunkedBodiesArriveWhole() {
        peer.send(head("POST", "/count", "transfer-encoding: chunked\r\n") + "3\r\nabc\r\n4\r\nabcd\r\n0\r\n\r\n");
        assertThat(peer.read().text()).isEqualTo("7");
        assertThat(peer.get(path("/status")).status()).isEqualTo(201);
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() throws Exception {
        peer.send(head("POST", "/count", "content-length: 3\r\n", "expect: 100-continue\r\n"));
        assertThat(line()).isEqualTo("HTTP/1.1 100 Continue");
        line();
        peer.send("abc");
        assertThat(peer.read().text()).isEqualTo("3");
    }

    @Test
    void theReaderOfABodyThatIsCutOffIsTold() throws Exception {
        peer.send(head("POST", "/count", "content-length: 3000000\r\n") + "x".repeat(2_000_000));
        peer.close();
        assertThat(script.gone.await(20, TimeUnit.SECONDS)).isTrue();
        server.assertHealthy("cut-off");
    }

    @Test
    void anAnswerThatComesBeforeTheBodyIsReadReachesAClientThatReadsLast() {
        for (int i = 0; i < 5; i++) {
            try (HttpPeer other = server.connect()) {
                HttpPeer.Answer answer = other.request("POST", path("/ignore"), new byte[20 * 1024 * 1024]);
                assertThat(answer.text()).isEqualTo("not read");
            }
        }
    }

    /** The socket is not read while a request is answered; so the client cannot send more than the buffers hold. */
    @Test
    void whatIsPipelinedBehindARequestWaitsInTheClient() throws Exception {
        String hold = "POST " + action("slow", "s", "hold") + " HTTP/1.1\r\nhost: t\r\ncontent-length: 12\r\n\r\n"
                + "{\"args\":[1]}";
        String raw = head("GET", "/hold");
        peer.send(hold + raw + raw + raw);
        assertThat(server.gate.entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        server.gate.leave.release();
        assertThat(script.entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        peer.socket().setSendBufferSize(100_000);
        byte[] flood = raw.repeat(300).getBytes(ISO_8859_1);
        int limit = 200 * 1024 * 1024;
        var sent = new java.util.concurrent.atomic.AtomicLong();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                while (sent.get() < limit) {
                    peer.socket().getOutputStream().write(flood);
                    sent.addAndGet(flood.length);
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        sender.join(java.time.Duration.ofSeconds(8));
        assertThat(sent.get()).isLessThan(20 * 1024 * 1024);
    }
}
