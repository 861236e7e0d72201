package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Our reader of CBOR and Jackson's on the same bytes from a seed that is in the test's name: what ours lets pass Jackson's
 * does, too, apart from what is listed here, and both see the same in it. The other way round ours is stricter on purpose.
 */
class CborDifferentialTest {

    private static final int ROUNDS = 30_000;

    private static final ObjectMapper JACKSON = CBORMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Values of every kind, in all widths and in both forms of strings, arrays and maps. */
    private static final String[] VALUES = {
        "83" + "01" + "1818" + "3903e8",
        "85" + "1a000f4240" + "1b000000e8d4a51000" + "3bffffffffffffffff" + "1bffffffffffffffff" + "20",
        "86" + "f90000" + "f93c00" + "fa47c35000" + "fb3ff199999999999a" + "fbc010666666666666" + "f98000",
        "84" + "f4" + "f5" + "f6" + "f7",
        "a3" + "6161" + "01" + "6162" + "820203" + "623a63" + "a1616460",
        "bf" + "6161" + "9f0102ff" + "6162" + "7f61786179ff" + "ff",
        "83" + "4401020304" + "5f42010243030405ff" + "40",
        "82" + "c249010000000000000000" + "c349010000000000000000",
        "83" + "62c3a9" + "64f09f9880" + "7818" + "78".repeat(24),
        "a1" + "64626f6479" + "a2" + "63746167" + "6161" + "6376616c" + "820102",
        "d9d9f7" + "8201a0"
    };

    private static byte[] damaged(Random random) {
        byte[] bytes = HexFormat.of().parseHex(VALUES[random.nextInt(VALUES.length)]);
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }

    private record Read(@Nullable Object value) {}

    private static Optional<Read> ours(byte[] bytes) {
        try {
            return Optional.of(new Read(Values.decode(RawValue.of(bytes, Dialect.STORAGE), Object.class)));
        } catch (WireException | ActorError e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> jacksons(byte[] bytes) {
        try {
            JsonNode node = JACKSON.readTree(bytes);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Jackson knows no tags of more than 31 bits; we look behind any that we do not know. */
    private static boolean hasWideTag(byte[] bytes) {
        try {
            JACKSON.readTree(bytes);
            return false;
        } catch (JacksonException e) {
            return e.getOriginalMessage().startsWith("Illegal Tag value");
        }
    }

    private static boolean isSame(@Nullable Object ours, JsonNode other) {
        return switch (ours) {
            case null -> other.isNull();
            case Boolean value -> other.isBoolean() && other.booleanValue() == value;
            case Long value ->
                other.isIntegralNumber() && other.bigIntegerValue().equals(BigInteger.valueOf(value));
            case BigInteger value ->
                other.isIntegralNumber() && other.bigIntegerValue().equals(value);
            case Double value -> other.isNumber() && Double.compare(other.doubleValue(), value) == 0;
            case String value -> other.isString() && other.stringValue().equals(value);
            case byte[] value -> other.isBinary() && Arrays.equals(other.binaryValue(), value);
            case Map<?, ?> members ->
                other.isObject()
                        && other.size() == members.size()
                        && members.entrySet().stream()
                                .allMatch(member -> other.has((String) member.getKey())
                                        && isSame(member.getValue(), other.get((String) member.getKey())));
            case Collection<?> elements -> {
                Iterator<?> each = elements.iterator();
                boolean same = other.isArray() && other.size() == elements.size();
                for (int i = 0; same && i < other.size(); i++) {
                    same = isSame(each.next(), other.get(i));
                }
                yield same;
            }
            default -> false;
        };
    }

    /**
     * What means something else here than to Jackson, which knows no dates, sets and typed arrays, and takes the first bit of a
     * bignum for a sign, which it has not (RFC 8949 3.4.3).
     */
    private static boolean hasOwnMeaning(@Nullable Object value) {
        return switch (value) {
            case Instant at -> true;
            case Set<?> set -> true;
            case BigInteger number -> number.bitLength() % Byte.SIZE == 0;
            case Map<?, ?> members -> members.values().stream().anyMatch(CborDifferentialTest::hasOwnMeaning);
            case List<?> elements -> elements.stream().anyMatch(CborDifferentialTest::hasOwnMeaning);
            case null, default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWeReadJacksonReadsAndSeesTheSameInIt(long seed) {
        Random random = new Random(seed);
        int same = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(random);
            Optional<Read> ours = ours(bytes);
            if (ours.isEmpty() || hasOwnMeaning(ours.get().value()) || hasWideTag(bytes)) {
                continue;
            }
            Optional<JsonNode> other = jacksons(bytes);
            assertThat(other.isPresent() && isSame(ours.get().value(), other.get()))
                    .as(() -> "Seed " + seed + ": " + Bytes.hex(bytes) + " " + ours + " " + other)
                    .isTrue();
            same++;
        }
        assertThat(same).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void whatIsWholeBothRead() {
        for (String value : VALUES) {
            byte[] bytes = HexFormat.of().parseHex(value);
            assertThat(ours(bytes)).as(value).isPresent();
            assertThat(jacksons(bytes)).as(value).isPresent();
        }
    }
}
