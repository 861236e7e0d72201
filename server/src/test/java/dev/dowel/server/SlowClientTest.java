package dev.dowel.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients and actors that take their time, but take it with progress. */
@Timeout(60)
class SlowClientTest {

    /** More than the buffers of both kernels hold. */
    private static final int LARGE = 20 * 1024 * 1024;

    private static final Duration TICK = Duration.ofMillis(100);

    /** Answers much, and reads late. */
    @ActorType("bulk")
    static final class Bulk extends Actor<Void> {

        private final Semaphore mayRead;

        Bulk(Semaphore mayRead) {
            this.mayRead = mayRead;
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) throws Exception {
            if (request.path().equals("/large")) {
                return HttpResponse.status(200).body(new byte[LARGE]);
            }
            mayRead.acquire();
            return HttpResponse.text("" + request.bytes().length);
        }
    }

    private final Semaphore mayRead = new Semaphore(0);
    private final TestServer server = new TestServer(builder -> builder.actor(Bulk.class, () -> new Bulk(mayRead))
            .limits(TestServer.limits()
                    .headTime(TICK)
                    .bodyTime(TICK.multipliedBy(2))
                    .idleTime(TICK.multipliedBy(15))
                    .lingerTime(TICK.multipliedBy(2))
                    .build()));

    @AfterEach
    void end() {
        mayRead.release(100);
        server.close();
    }

    /** Waits until others that say nothing are cut off, one after another. */
    private void pass(int ticks) {
        for (int i = 0; i < ticks; i++) {
            try (HttpPeer clock = server.connect()) {
                assertThat(clock.isEnded()).isTrue();
            }
        }
    }

    private static String get(String below, String header) {
        return "GET " + path(below) + " HTTP/1.1\r\nhost: t\r\n" + header + "\r\n";
    }

    private static String path(String below) {
        return "/gateway/bulk/request" + below + "?" + TestServer.getOrCreate("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connection: close\r\n"})
    void whoTakesALargeAnswerSlowlyGetsAllOfIt(String header) throws IOException {
        try (HttpPeer reader = server.connect()) {
            reader.send(get("/large", header));
            int length = Integer.parseInt(reader.readHead().header("content-length"));
            int read = 0;
            for (int i = 0; i < 20; i++) {
                read += reader.in().readNBytes(1024 * 1024).length;
                pass(1);
            }
            assertThat(length).isEqualTo(LARGE);
            assertThat(read).isEqualTo(LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connection: close\r\n"})
    void whoTakesNothingOfAnAnswerIsCutOff(String header) {
        try (HttpPeer reader = server.connect()) {
            reader.send(get("/large", header));
            reader.readHead();
            pass(20);
            assertThat(readToTheEnd(reader)).isLessThan(LARGE);
        }
    }

    private static int readToTheEnd(HttpPeer reader) {
        int read = 0;
        try {
            for (int n = 0; n >= 0; n = reader.in().read(new byte[64 * 1024])) {
                read += n;
            }
        } catch (IOException reset) {
            // That is an end, too.
        }
        return read;
    }

    @Test
    void whoWaitsForTheReaderOfABodyIsNotToBlame() {
        try (HttpPeer sender = server.connect()) {
            byte[] body = new byte[3 * 1024 * 1024];
            Thread sending = Thread.ofVirtual().start(() -> {
                sender.send(
                        ("PUT " + path("/late") + " HTTP/1.1\r\nhost: t\r\ncontent-length: " + body.length + "\r\n\r\n")
                                .getBytes(ISO_8859_1));
                sender.send(body);
            });
            pass(10);
            mayRead.release();
            HttpPeer.Answer answer = sender.read();
            assertThat(answer.text()).isEqualTo("" + body.length);
            assertThat(sending.isAlive()).isFalse();
        }
    }

    @Test
    void whoSendsNothingMoreOfABodyThatIsReadIsTimedOut() {
        try (HttpPeer sender = server.connect()) {
            mayRead.release();
            sender.send("PUT " + path("/late") + " HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\n12345");
            assertThat(sender.read().status()).isEqualTo(408);
        }
    }
}
