package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What thousands of clients sent and nobody has handled is bounded, too, and not only what one of them sent (G10). */
@Timeout(60)
class BacklogTest {

    private static final int ROOM = 200_000;
    private static final int PIECE = 60_000;
    private static final int CLIENTS = 10;
    private static final int FITTING = ROOM / PIECE;

    @AutoClose
    private final TestServer server = new TestServer(builder ->
            builder.limits(TestServer.LIMITS.change().arrivingBytes(ROOM).build()));

    private int sockets;

    /** A client that has sent most of something. */
    private interface Client extends AutoCloseable {

        /** Waits for what becomes of it, and says whether it was refused as it should be. */
        boolean isRefused();

        @Override
        void close();
    }

    private Client half(String head, boolean answered) {
        return half(head, "x", answered);
    }

    private Client half(String head, String rest, boolean answered) {
        HttpPeer peer = server.connect();
        peer.send(head + rest.repeat(PIECE));
        return new Client() {
            @Override
            public boolean isRefused() {
                return answered
                        ? "guard.service_unavailable".equals(peer.read().header("x-rivet-error"))
                        : peer.isEnded();
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    private Client socket(byte[] frame) {
        // Each to an actor of its own: one that is held up accepts nobody.
        SocketPeer peer = server.socket(connectPath("slow", "k" + ++sockets)).connect();
        peer.http().send(frame);
        return new Client() {
            @Override
            public boolean isRefused() {
                return peer.closeFrame().toString().equals("close 1011 guard.service_unavailable");
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    /** As many as do not fit are refused; when all are gone, there is room again. */
    private void assertBounded(Supplier<Client> opening) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(CLIENTS - FITTING);
        List<Client> clients =
                IntStream.range(0, CLIENTS).mapToObj(i -> opening.get()).toList();
        for (Client client : clients) {
            Thread.ofVirtual().start(() -> {
                try {
                    if (client.isRefused()) {
                        refused.countDown();
                    }
                } catch (UncheckedIOException e) {
                    // One that fitted, and was closed by the test.
                }
            });
        }
        refused.await();
        server.assertHealthy("healthy");
        clients.forEach(Client::close);
        int status = 503;
        while (status == 503) {
            try (HttpPeer peer = server.connect()) {
                status = peer.post(action("counter", "k", "increment"), "{\"args\":[\"" + "x".repeat(PIECE) + "\"]}")
                        .status();
            }
        }
        assertThat(status).isEqualTo(400);
    }

    @Test
    void bodiesThatAreNotWhole() throws InterruptedException {
        assertBounded(() -> half(
                "POST " + action("counter", "k", "increment") + " HTTP/1.1\r\nhost: h\r\ncontent-length: 65000\r\n\r\n",
                true));
    }

    @Test
    void bodiesOfManagementThatAreNotWhole() throws InterruptedException {
        assertBounded(() -> half("PUT /actors HTTP/1.1\r\nhost: h\r\ncontent-length: 65000\r\n\r\n", true));
    }

    @Test
    void headersThatAreNotWhole() throws InterruptedException {
        assertBounded(() -> half("GET /health HTTP/1.1\r\nx: ", false));
    }

    @Test
    void requestLinesThatAreNotWhole() throws InterruptedException {
        assertBounded(() -> half("GET /", false));
    }

    @Test
    void framesThatAreNotWhole() throws InterruptedException {
        byte[] frame = SocketPeer.encode(0x80 | SocketPeer.TEXT, new byte[PIECE + 1], true);
        assertBounded(() -> socket(Arrays.copyOf(frame, frame.length - 1)));
    }

    @Test
    void messagesWhoseLastFragmentIsMissing() throws InterruptedException {
        assertBounded(() -> socket(SocketPeer.encode(SocketPeer.TEXT, new byte[PIECE], true)));
    }

    @Test
    void callsOfSocketsThatHaveNoAnswer() throws InterruptedException {
        String call = "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"hold\",\"args\":[1]}}}";
        assertBounded(() -> socket(SocketPeer.encode(
                0x80 | SocketPeer.TEXT, (call + " ".repeat(PIECE)).getBytes(StandardCharsets.US_ASCII), true)));
    }

    @Test
    void callsOverHttpThatHaveNoAnswer() throws InterruptedException {
        String call = "{\"args\":[1]}";
        assertBounded(() -> half(
                "POST " + action("slow", "k", "hold") + " HTTP/1.1\r\nhost: h\r\ncontent-length: "
                        + (call.length() + PIECE) + "\r\n\r\n" + call,
                " ",
                true));
    }

    /** Clients that read nothing: those that have no room are cut, and nobody else is. */
    @Test
    void answersThatNobodyTakes() throws InterruptedException {
        CountDownLatch cut = new CountDownLatch(1);
        try (TestServer small = new TestServer(builder -> builder.limits(
                TestServer.LIMITS.change().leavingBytes(4_000_000).build()))) {
            List<HttpPeer> deaf = IntStream.range(0, 2 * CLIENTS)
                    .mapToObj(i -> small.connect())
                    .toList();
            String call = "POST " + action("counter", "k", "text")
                    + " HTTP/1.1\r\nhost: h\r\ncontent-length: 20\r\n\r\n" + "{\"args\": [1000000] }";
            for (HttpPeer peer : deaf) {
                // Ten megabytes of answers each: more than the system keeps for a client that does not read.
                peer.send(call.repeat(10));
                Thread.ofVirtual().start(() -> {
                    if (peer.isCutWhileSending(call)) {
                        cut.countDown();
                    }
                });
            }
            cut.await();
            small.assertHealthy("healthy");
            deaf.forEach(HttpPeer::close);
        }
    }

    /** What was handled or left does not count, however much it was in all. */
    @Test
    void whatIsDoneMakesRoom() {
        try (TestServer small = new TestServer(builder -> builder.limits(TestServer.LIMITS
                        .change()
                        .arrivingBytes(ROOM)
                        .leavingBytes(ROOM)
                        .build()));
                HttpPeer peer = small.connect();
                SocketPeer socket = small.socket(connectPath("counter", "k")).connect()) {
            String subscription = "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":"
                    + "{\"eventName\":\"e\",\"subscribe\":true}}}" + " ".repeat(PIECE);
            for (int round = 0; round < 3 * FITTING; round++) {
                socket.message(subscription.getBytes(StandardCharsets.UTF_8));
                assertThat(peer.post(action("counter", "k", "text"), "{\"args\":[" + PIECE + "]}" + " ".repeat(PIECE))
                                .status())
                        .isEqualTo(200);
                socket.call(round, "getCount");
                assertThat(SocketPeer.output(socket.message())).isEqualTo(0L);
            }
        }
    }
}
