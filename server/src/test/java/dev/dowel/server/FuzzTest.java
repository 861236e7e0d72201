package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that nearly are what they should be, from a seed that is in the test's name: whatever comes, the server goes on,
 * the connection ends or is answered, and no answer tells of the inside (G9, G10).
 */
class FuzzTest {

    private static final int ROUNDS = 150;
    private static final List<Encoding> ENCODINGS = List.of(Encoding.values());
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final List<String> REQUESTS = List.of(
            "POST " + action("counter", "fuzz", "increment")
                    + " HTTP/1.1\r\nhost: h\r\ncontent-length: 12\r\nx-rivet-encoding: json\r\n\r\n{\"args\":[1]}",
            "POST /gateway/some@token/action/x HTTP/1.1\r\nx-rivet-encoding: cbor\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5\r\n\u00a1dargs\r\n2\r\n\u0081\u0005\r\n0\r\n\r\n",
            "PUT /actors?namespace=f HTTP/1.1\r\nauthorization: Bearer x\r\ncontent-length: 28\r\n\r\n"
                    + "{\"name\":\"counter\",\"key\":\"a\"}",
            "GET /actors?name=counter&key=a%2Fb&namespace=f HTTP/1.1\r\norigin: http://a\r\n\r\n",
            "OPTIONS /metadata HTTP/1.1\r\norigin: http://a\r\naccess-control-request-headers: a\r\n\r\n",
            "GET " + connectPath("counter", "fuzz") + " HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                    + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "sec-websocket-protocol: rivet, rivet_encoding.json, rivet_conn_params.%7B%7D\r\n\r\n");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void requestsWithMistakesInThem(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder bytes = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes.append(REQUESTS.get(random.nextInt(REQUESTS.size())));
            }
            exchange(mutate(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), random), random);
        }
        server.assertHealthy("fuzz-http-" + seed);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(mutated, random.nextInt(mutated.length) + 1) : mutated;
    }

    /** Sends bytes in pieces, ends the sending direction, and reads until the server ends. */
    private static void exchange(byte[] bytes, Random random) {
        try (HttpPeer peer = server.connect()) {
            int cut = random.nextInt(bytes.length);
            peer.send(java.util.Arrays.copyOf(bytes, cut));
            peer.send(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
            peer.socket().shutdownOutput();
            String answer = new String(peer.in().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.contains("Exception") || answer.contains("dev.dowel") || answer.contains("netty")) {
                throw new AssertionError("The inside shows: " + answer);
            }
        } catch (IOException | RuntimeException e) {
            // A reset is one way to end a connection that makes no sense.
            if (e instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("The connection was neither answered nor ended", e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void messagesAndFramesWithMistakesInThem(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Encoding encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
            try (SocketPeer socket = server.socket(connectPath("counter", "fuzz-" + seed))
                    .encoding(encoding)
                    .connect()) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    socket.http().send(frame(encoding, random));
                }
                socket.close(1000, "");
                socket.closeFrame();
            } catch (RuntimeException e) {
                if (e.getCause() instanceof java.net.SocketTimeoutException) {
                    throw new AssertionError("The socket was not closed", e);
                }
            }
        }
        server.assertHealthy("fuzz-socket-" + seed);
    }

    private static byte[] frame(Encoding encoding, Random random) {
        byte[] args = encoding == Encoding.JSON ? new byte[] {'[', '1', ']'} : new byte[] {(byte) 0x81, 1};
        byte[] message = random.nextBoolean()
                ? ConnectionFrames.actionRequest(encoding, random.nextInt(5), "increment", args)
                : ConnectionFrames.subscription(encoding, "newCount", random.nextBoolean());
        if (random.nextBoolean()) {
            return SocketPeer.encode(0x80 | SocketPeer.BINARY, mutate(message, random), true);
        }
        byte[] frame = SocketPeer.encode(0x80 | SocketPeer.BINARY, message, true);
        // The length stays, or the rest of what is sent would be waited for as part of it.
        frame[0] = (byte) random.nextInt(256);
        return frame;
    }
}
