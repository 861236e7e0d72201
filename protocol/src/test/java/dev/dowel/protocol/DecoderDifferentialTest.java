package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scanner of JSON that calls go through, and Jackson as it comes, on the same bytes from a seed that is in the test's
 * name: what one lets pass the other does, too, and both see the same numbers, strings and members in it.
 */
class DecoderDifferentialTest {

    private static final int ROUNDS = 30_000;

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String[] TEXTS = {
        "{\"a\":[1,2.5e3,-0.1,\"x\\u00e9\",null,true,{\"b\":[[]]}],\"c\":{\"d\":\"\\n\\\\\\\"\"}}",
        "[0,-0,1e5,1E-5,123456789012345678901234567890,0.000001,9007199254740993]",
        "[\"\\ud83d\\ude00\",\"\u00e9\ud83d\ude00\",\"\\/\\b\\f\\r\\t\"]",
        " { \"args\" : [ false , { } , [ ] ] } "
    };
    private static final String PUNCTUATION = "{}[],:\"\\0123456789eE+-.tfn u/ \n\u0001";

    private static byte[] damaged(Random random) {
        byte[] bytes = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte other = (byte)
                    (random.nextInt(4) == 0
                            ? random.nextInt(256)
                            : PUNCTUATION.charAt(random.nextInt(PUNCTUATION.length())));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = other;
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    longer[at] = other;
                    bytes = longer;
                }
                default -> {
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }

    private static boolean isScanned(byte[] bytes) {
        try {
            JsonScanner scanner = new JsonScanner(bytes, 0, bytes.length);
            scanner.value();
            scanner.end();
            return true;
        } catch (WireException | ActorError e) {
            return false;
        }
    }

    /** Jackson lets bytes pass that are not UTF-8. */
    private static boolean isRead(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return !JACKSON.readTree(bytes).isMissingNode();
        } catch (JacksonException | CharacterCodingException e) {
            return false;
        }
    }

    /** The same value, whatever its numbers are written like. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.doubleValue() == other.doubleValue();
        }
        if (one.isObject() && other.isObject()) {
            return Set.copyOf(one.propertyNames()).equals(Set.copyOf(other.propertyNames()))
                    && one.propertyNames().stream().allMatch(name -> isSame(one.get(name), other.get(name)));
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!isSame(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothLetTheSameTextsPass(long seed) {
        Random random = new Random(seed);
        int passed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(random);
            boolean scanned = isScanned(bytes);
            assertThat(scanned)
                    .as(() ->
                            "Seed " + seed + ": " + Bytes.hex(bytes) + " " + new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(isRead(bytes));
            passed += scanned ? 1 : 0;
        }
        assertThat(passed).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void bothSeeTheSameInThem(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(random);
            Object value;
            try {
                value = Json.parse(bytes);
            } catch (WireException e) {
                continue;
            }
            assertThat(isSame(JACKSON.valueToTree(value), JACKSON.readTree(bytes)))
                    .as(() -> "Seed " + seed + ": " + Bytes.hex(bytes) + " " + value)
                    .isTrue();
        }
    }
}
