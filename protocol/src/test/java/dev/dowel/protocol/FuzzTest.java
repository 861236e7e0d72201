package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged and random input: either a message comes out, or a {@link WireException} that says nothing of the input. */
class FuzzTest {

    private static final int ROUNDS = 20_000;

    private sealed interface Shape {}

    private record Circle(double radius) implements Shape {}

    private record Inner(int x, @Nullable String label, Optional<Long> optional) {}

    @SuppressWarnings("ArrayRecordComponent") // users may
    private record Outer(List<Inner> list, Map<String, Shape> shapes, Set<String> set, byte[] bytes, Object any) {}

    private static final Type[] TYPES = {
        Outer.class,
        Object.class,
        Inner[].class,
        int.class,
        long[].class,
        String.class,
        Instant.class,
        byte[].class,
        Shape.class,
        BigDecimal.class,
        Duration.class,
        Set.class,
        double.class
    };

    private static final Outer VALUE = new Outer(
            List.of(new Inner(1, "$x", Optional.of(1L << 60))),
            Map.of("k", new Circle(1.5)),
            Set.of("$x"),
            new byte[] {1, 2, 3},
            List.of("$BigInt", List.of("$x", 1), Instant.ofEpochMilli(1500), java.math.BigInteger.TWO.pow(70)));

    /** Flips, inserts, removes, repeats and cuts. */
    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                case 3 -> {
                    int length = random.nextInt(damaged.length - at + 1);
                    byte[] repeated = Arrays.copyOf(damaged, damaged.length + length);
                    System.arraycopy(damaged, at, repeated, at + length, damaged.length - at);
                    damaged = repeated;
                }
                default -> {
                    byte[] shorter = Arrays.copyOf(damaged, damaged.length - 1);
                    System.arraycopy(damaged, at + 1, shorter, at, damaged.length - at - 1);
                    damaged = shorter;
                }
            }
        }
        return damaged;
    }

    private static void assertSafe(Runnable reading, byte[] input) {
        try {
            reading.run();
        } catch (WireException e) {
            assertThat(e.getMessage())
                    .isNotBlank()
                    .hasSizeLessThan(300)
                    .doesNotContain("java.", "dowel", "jackson", "Exception");
        } catch (RuntimeException | Error e) {
            throw new AssertionError("escaped for " + Bytes.hex(input), e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientFrames(Encoding encoding) {
        var random = new Random(11);
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        byte[][] frames = {
            ConnectionFrames.actionRequest(encoding, 300, "increment", Values.encodeArguments(dialect, VALUE, 5)),
            ConnectionFrames.subscription(encoding, "event", true)
        };
        Type[] types = {Outer.class, int.class};
        for (int round = 0; round < ROUNDS; round++) {
            byte[] frame = damage(frames[random.nextInt(2)], random);
            assertSafe(
                    () -> {
                        if (ConnectionFrames.readClient(encoding, frame) instanceof ClientMessage.ActionRequest call) {
                            Values.decodeArguments(call.args(), types, new boolean[2]);
                        }
                    },
                    frame);
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverFrames(Encoding encoding) {
        var random = new Random(12);
        Dialect dialect = ConnectionFrames.payloadDialect(encoding);
        var error = new ErrorBody("g", "c", "m", Map.of("a", 1), new ActorSpecifier("a", 1, "k"));
        byte[][] frames = {
            ConnectionFrames.init(encoding, "actor", "connection"),
            ConnectionFrames.actionResponse(encoding, 1, Values.encode(dialect, VALUE)),
            ConnectionFrames.event(encoding, "e", Values.encodeArguments(dialect, VALUE)),
            ConnectionFrames.failure(encoding, error, 5L)
        };
        for (int round = 0; round < ROUNDS; round++) {
            byte[] frame = damage(frames[random.nextInt(4)], random);
            assertSafe(() -> ConnectionFrames.readServer(encoding, frame), frame);
        }
    }

    @ParameterizedTest
    @EnumSource
    void httpBodies(Encoding encoding) {
        var random = new Random(13);
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        byte[] call = HttpBodies.actionRequest(encoding, Values.encodeArguments(dialect, VALUE));
        byte[] failure = HttpBodies.failure(encoding, new ErrorBody("g", "c", "m", List.of(1), null));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = damage(call, random);
            assertSafe(() -> HttpBodies.readActionRequest(encoding, body), body);
            byte[] error = damage(failure, random);
            assertSafe(() -> HttpBodies.readFailure(encoding, error), error);
        }
    }

    @ParameterizedTest
    @EnumSource
    void queueBodies(Encoding encoding) {
        var random = new Random(17);
        byte[] message = Values.encode(ConnectionFrames.requestDialect(encoding), VALUE);
        byte[] send = QueueBodies.request(encoding, "jobs", message, Optional.of(Duration.ofMillis(800)));
        byte[] answer =
                QueueBodies.completed(encoding, Values.encode(ConnectionFrames.payloadDialect(encoding), VALUE));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] request = damage(send, random);
            assertSafe(() -> QueueBodies.readRequest(encoding, request), request);
            byte[] response = damage(answer, random);
            assertSafe(() -> QueueBodies.readResponse(encoding, response), response);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PLAIN_JSON", mode = EnumSource.Mode.EXCLUDE)
    void values(Dialect dialect) {
        var random = new Random(14);
        byte[] bytes = Values.encode(dialect, VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(bytes, random);
            Type type = TYPES[random.nextInt(TYPES.length)];
            assertSafe(() -> Values.decode(RawValue.of(damaged, dialect), type), damaged);
        }
    }

    /** What the scanner lets pass as well-formed, the reader of values must not call malformed. */
    @ParameterizedTest
    @EnumSource
    void scannerAndReaderAgree(Dialect dialect) {
        var random = new Random(15);
        byte[] bytes = dialect == Dialect.PLAIN_JSON
                ? Bytes.utf8("{\"a\":[1,2.5e3,-0.1,\"x\\u00e9\",null,true,{\"b\":[[]]}]}")
                : Values.encode(dialect, VALUE);
        int wellFormed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var raw = RawValue.of(damage(bytes, random), dialect);
            boolean scanned = isAccepted(() -> {
                ItemScanner scanner = ItemScanner.of(raw);
                scanner.value();
                scanner.end();
            });
            boolean read = isAccepted(() -> Values.decode(raw, Object.class));
            // The reader also knows what dates, $ values and typed arrays may contain.
            assertThat(read && !scanned).as(Bytes.hex(raw.toByteArray())).isFalse();
            wellFormed += read ? 1 : 0;
        }
        assertThat(wellFormed).isPositive();
    }

    private static boolean isAccepted(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (WireException | ActorError e) {
            return false;
        }
    }

    @Test
    void randomBytes() {
        var random = new Random(16);
        List<Dialect> dialects = List.of(Dialect.values());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (Encoding encoding : Encoding.values()) {
                assertSafe(() -> ConnectionFrames.readClient(encoding, noise), noise);
                assertSafe(() -> ConnectionFrames.readServer(encoding, noise), noise);
            }
            Dialect dialect = dialects.get(random.nextInt(dialects.size()));
            Type type = TYPES[random.nextInt(TYPES.length)];
            assertSafe(() -> Values.decode(RawValue.of(noise, dialect), type), noise);
            assertSafe(() -> Json.parse(noise), noise);
        }
    }

    /** A length in a few bytes must not make us reserve what it says. */
    @Test
    void declaredLengthsAreNotBelieved() {
        String[] heads = {"5a7fffffff", "7a7fffffff", "9a7fffffff", "ba7fffffff", "c25a7fffffff", "d8405a7fffffff"};
        long before = allocated();
        for (int round = 0; round < 1_000; round++) {
            for (String head : heads) {
                for (Dialect dialect : List.of(Dialect.COMPAT_CBOR, Dialect.NATIVE_CBOR, Dialect.STORAGE)) {
                    byte[] bytes = Bytes.of(head + "00000000");
                    assertSafe(() -> Values.decode(RawValue.of(bytes, dialect), Object.class), bytes);
                }
            }
            byte[] bare = Bytes.of("0400 00 00 ffffffff07 00");
            assertSafe(() -> ConnectionFrames.readClient(Encoding.BARE, bare), bare);
        }
        assertThat(allocated() - before).isLessThan(500L * 1024 * 1024);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
