package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back, for random values of fixed seeds, in every dialect. */
class RoundTripTest {

    private static final int ROUNDS = 3_000;

    private enum Color {
        RED,
        GREEN
    }

    private sealed interface Shape {}

    private record Circle(double radius) implements Shape {}

    private record Square(long side, @Nullable Shape inside) implements Shape {}

    @SuppressWarnings("ArrayRecordComponent") // users may
    private record Everything(
            boolean flag,
            byte small,
            short medium,
            int number,
            long large,
            float ratio,
            double real,
            char letter,
            String text,
            @Nullable String maybe,
            Optional<String> optional,
            OptionalLong optionalLong,
            BigInteger big,
            BigDecimal decimal,
            Color color,
            UUID id,
            Duration duration,
            Instant at,
            List<Long> longs,
            Set<String> set,
            Map<Integer, List<String>> map,
            String[] array,
            int[] ints,
            Shape shape,
            Object any) {}

    @ParameterizedTest
    @EnumSource(names = "PLAIN_JSON", mode = EnumSource.Mode.EXCLUDE)
    void typedValues(Dialect dialect) {
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Everything value = everything(new RandomValues(random, dialect), random);
            byte[] bytes = Values.encode(dialect, value);
            RawValue raw = RawValue.of(bytes, dialect);
            Everything read = raw.decode(Everything.class);
            assertSameComponents(read, value);
            assertThat(Values.encode(dialect, read)).isEqualTo(bytes);
            ItemScanner scanner = ItemScanner.of(raw);
            assertThat(scanner.value()).isEqualTo(raw);
            scanner.end();
        }
    }

    private static void assertSameComponents(Everything read, Everything value) {
        for (RecordComponent component : Everything.class.getRecordComponents()) {
            try {
                Object actual = component.getAccessor().invoke(read);
                Object expected = component.getAccessor().invoke(value);
                if (!Objects.deepEquals(actual, expected)) {
                    assertThat(actual).as(component.getName()).isEqualTo(expected);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    private static Everything everything(RandomValues values, Random random) {
        return new Everything(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                values.number(),
                random.nextFloat(),
                random.nextGaussian(),
                (char) ('a' + random.nextInt(26)),
                values.text(),
                random.nextBoolean() ? null : values.text(),
                random.nextBoolean() ? Optional.empty() : Optional.of(values.text()),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                values.big(),
                BigDecimal.valueOf(random.nextLong(), random.nextInt(20)),
                Color.values()[random.nextInt(2)],
                new UUID(random.nextLong(), random.nextLong()),
                Duration.ofMillis(random.nextInt()),
                values.instant(),
                List.of(values.number(), values.number()),
                new LinkedHashSet<>(Arrays.asList(values.text(), values.text())),
                new LinkedHashMap<>(Map.of(random.nextInt(), List.of(values.text(), values.text()))),
                new String[] {values.text(), values.text()},
                new int[] {random.nextInt(), random.nextInt()},
                new Square(values.number(), random.nextBoolean() ? null : new Circle(random.nextDouble())),
                plain(values.value(2), true));
    }

    @ParameterizedTest
    @EnumSource(names = "PLAIN_JSON", mode = EnumSource.Mode.EXCLUDE)
    void untypedValues(Dialect dialect) {
        var random = new Random(2);
        var values = new RandomValues(random, dialect);
        for (int round = 0; round < ROUNDS; round++) {
            Object value = values.value(4);
            byte[] bytes = Values.encode(dialect, value);
            Object read = Values.decode(RawValue.of(bytes, dialect), Object.class);
            assertThat(plain(read, false)).isEqualTo(plain(value, dialect != Dialect.STORAGE));
            assertThat(Values.encode(dialect, read)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesAroundRandomPayloads(Encoding encoding) {
        var random = new Random(3);
        Dialect down = ConnectionFrames.payloadDialect(encoding);
        Dialect up = ConnectionFrames.requestDialect(encoding);
        var values = new RandomValues(random, down);
        for (int round = 0; round < ROUNDS; round++) {
            long id = random.nextLong() >>> random.nextInt(1, 64);
            String name = values.text();
            Object value = values.value(3);
            byte[] output = Values.encode(down, value);
            byte[] args = Values.encodeArguments(up, value, name);
            assertThat(ConnectionFrames.readServer(encoding, ConnectionFrames.actionResponse(encoding, id, output)))
                    .isEqualTo(new ServerMessage.ActionResponse(id, RawValue.of(output, down)));
            assertThat(ConnectionFrames.readClient(encoding, ConnectionFrames.actionRequest(encoding, id, name, args)))
                    .isEqualTo(new ClientMessage.ActionRequest(id, name, RawValue.of(args, up)));
            assertThat(HttpBodies.readActionRequest(encoding, HttpBodies.actionRequest(encoding, args)))
                    .isEqualTo(RawValue.of(args, up));
        }
    }

    /** What a value is equal to after it was read without a type: arrays compare as lists, unsafe longs as BigInts. */
    private static @Nullable Object plain(@Nullable Object value, boolean wire) {
        return switch (value) {
            case byte[] bytes -> "bytes " + Arrays.toString(bytes);
            case Long number when wire && !Numbers.isSafe(number) -> BigInteger.valueOf(number);
            case List<?> list -> {
                var elements = new ArrayList<@Nullable Object>();
                list.forEach(element -> elements.add(plain(element, wire)));
                yield elements;
            }
            case Set<?> set -> {
                var elements = new LinkedHashSet<@Nullable Object>();
                set.forEach(element -> elements.add(plain(element, wire)));
                yield elements;
            }
            case Map<?, ?> map -> {
                var members = new HashMap<@Nullable Object, @Nullable Object>();
                map.forEach((name, member) -> members.put(name, plain(member, wire)));
                yield members;
            }
            case null, default -> value;
        };
    }
}
