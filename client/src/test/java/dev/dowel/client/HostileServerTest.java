package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that means harm, from a seed that is in the test's name: every call ends, with a result or an error of the
 * client, whatever was sent; and no more is kept than the client takes at once.
 */
@Timeout(60)
class HostileServerTest {

    private static final int ROUNDS = 25;
    private static final int MOST = 50_000;
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Encoding[] ENCODINGS = Encoding.values();
    private static final List<String> STATUSES = List.of(
            "200 OK",
            "200",
            "204 No Content",
            "301 Moved",
            "400 Bad",
            "404 Not Found",
            "500 X",
            "503 Busy",
            "999 ?",
            "abc");
    private static final List<String> HEADERS = List.of(
            "content-type: application/json",
            "content-type: text/html",
            "content-encoding: gzip",
            "location: /elsewhere",
            "location: file:///etc/passwd",
            "transfer-encoding: chunked",
            "content-length: 5",
            "content-length: -1",
            "content-length: 99999999999999",
            "retry-after: 99999999",
            "connection: close",
            "x-rivet-error: a.b",
            "x-rivet-ray-id: \u0001",
            "set-cookie: " + "c".repeat(5_000),
            "no colon");

    private static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)) : damaged;
    }

    private static void assertEnds(CompletableFuture<?> call) {
        try {
            call.join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(ActorError.class);
        }
    }

    private static byte[] answer(Encoding encoding, Random random) {
        byte[] body = random.nextBoolean()
                ? HttpBodies.actionResponse(encoding, Values.encode(ConnectionFrames.payloadDialect(encoding), 6))
                : HttpBodies.failure(encoding, new ErrorBody("g", "c", "m", Map.of("a", List.of(1)), null));
        if (random.nextInt(3) == 0) {
            body = damage(body, random);
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + one(STATUSES, random) + "\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(one(HEADERS, random)).append("\r\n");
        }
        if (random.nextInt(3) > 0) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(headBytes, headBytes.length + body.length);
        System.arraycopy(body, 0, all, headBytes.length, body.length);
        return random.nextInt(4) == 0 ? damage(all, random) : all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void callsEndWhateverIsAnswered(long seed) throws IOException {
        Random random = new Random(seed);
        Encoding encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        try (var server = new TinyServer(peer -> {
                    peer.readBody();
                    byte[] bytes;
                    synchronized (random) {
                        bytes = answer(encoding, random);
                    }
                    peer.write(bytes);
                });
                var client = DowelClient.builder()
                        .endpoint("http://" + server.address())
                        .encoding(encoding)
                        .callTimeout(PATIENCE)
                        .maxResponseBytes(MOST)
                        .build()) {
            ClientActor<Counter> counter = client.actor(Counter.class);
            for (int round = 0; round < ROUNDS; round++) {
                assertEnds(counter.callAsync(Counter::increment, round));
            }
        }
    }

    private static byte[] message(Encoding encoding, Random random) {
        byte[] value = Values.encode(ConnectionFrames.payloadDialect(encoding), random.nextInt());
        byte[] arguments = Values.encodeArguments(ConnectionFrames.payloadDialect(encoding), "x", 1);
        byte[] message = switch (random.nextInt(5)) {
            case 0 -> ConnectionFrames.init(encoding, "actor", "connection");
            case 1 -> ConnectionFrames.actionResponse(encoding, random.nextInt(4), value);
            case 2 -> ConnectionFrames.event(encoding, random.nextBoolean() ? "e" : "f", arguments);
            case 3 -> ConnectionFrames.failure(encoding, new ErrorBody("g", "c", "m", null, null), 0L);
            default -> new byte[random.nextInt(2 * MOST) + 1];
        };
        return random.nextBoolean() ? message : damage(message, random);
    }

    private static void talk(TinyServer.Peer peer, Encoding encoding, Random random) throws IOException {
        peer.upgrade();
        int data = encoding.text() ? TinyServer.Peer.TEXT : TinyServer.Peer.BINARY;
        peer.send(data, true, ConnectionFrames.init(encoding, "actor", "connection"));
        for (int i = random.nextInt(8); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> peer.send(random.nextInt(16), random.nextBoolean(), message(encoding, random));
                case 1 -> peer.send(TinyServer.Peer.PING, true, new byte[random.nextInt(200)]);
                case 2 -> peer.sendClose(random.nextInt(6_000), "reason");
                case 3 -> peer.write(damage(new byte[20], random));
                default -> peer.send(data, random.nextInt(4) > 0, message(encoding, random));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void callsOfAConnectionEndWhateverIsSent(long seed) throws IOException {
        Random random = new Random(seed);
        Encoding encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        try (var server = new TinyServer(peer -> {
                    Random own;
                    synchronized (random) {
                        own = new Random(random.nextLong());
                    }
                    talk(peer, encoding, own);
                    peer.untilClientCloses();
                });
                var client = DowelClient.builder()
                        .endpoint("http://" + server.address())
                        .encoding(encoding)
                        .callTimeout(PATIENCE)
                        .maxResponseBytes(MOST)
                        .build()) {
            ClientActor<Counter> counter = client.actor(Counter.class);
            for (int round = 0; round < ROUNDS / 5; round++) {
                try (ActorConnection<Counter> connection = counter.connect()) {
                    connection.on("e", arguments -> {});
                    assertEnds(connection.callAsync(Counter::increment, 1));
                    assertEnds(connection.callAsync(Counter::increment, 2));
                }
            }
        }
    }

    /** A message that never ends, in small fragments. */
    @ParameterizedTest
    @ValueSource(ints = {TinyServer.Peer.TEXT, TinyServer.Peer.BINARY})
    void aMessageWithoutAnEndIsNotKept(int opcode) throws Exception {
        var gone = new CompletableFuture<Void>();
        try (var server = new TinyServer(peer -> {
                    peer.upgrade();
                    try {
                        peer.send(opcode, false, new byte[1_000]);
                        while (true) {
                            peer.send(0, false, new byte[1_000]);
                        }
                    } finally {
                        gone.complete(null);
                    }
                });
                var client = DowelClient.builder()
                        .endpoint("http://" + server.address())
                        .encoding(opcode == TinyServer.Peer.TEXT ? Encoding.JSON : Encoding.BARE)
                        .maxResponseBytes(MOST)
                        .build();
                ActorConnection<Counter> connection =
                        client.actor(Counter.class).connect()) {
            gone.get(); // the client broke it off: nobody else ends this loop
            assertThat(connection.status()).isNotEqualTo(ConnectionStatus.CONNECTED);
        }
    }

    /** An answer whose head never ends. */
    @Test
    void aHeadWithoutAnEndIsNotKept() throws Exception {
        var gone = new CompletableFuture<Void>();
        try (var server = new TinyServer(peer -> {
                    peer.readBody();
                    peer.write("HTTP/1.1 200 OK\r\n");
                    try {
                        while (true) {
                            peer.write("x: " + "y".repeat(1_000) + "\r\n");
                        }
                    } finally {
                        gone.complete(null);
                    }
                });
                var client = DowelClient.builder()
                        .endpoint("http://" + server.address())
                        .callTimeout(Duration.ofSeconds(20))
                        .build()) {
            assertThat(client.actor(Counter.class).callAsync(Counter::increment, 1))
                    .failsWithin(PATIENCE.multipliedBy(100))
                    .withThrowableThat()
                    .havingRootCause()
                    .isNotInstanceOf(java.util.concurrent.TimeoutException.class);
            client.close();
            gone.get();
        }
    }
}
