package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void treesAreReadAndWritten() {
        String text = "{\"s\":\"é\\\"\",\"l\":9223372036854775807,\"b\":99999999999999999999,\"d\":2.5,\"t\":true,"
                + "\"f\":false,\"n\":null,\"a\":[1,[],{}],\"$\":[\"$BigInt\",\"5\"]}";
        Object tree = Json.parse(Bytes.utf8(text));
        var expected = new LinkedHashMap<String, Object>();
        expected.put("s", "é\"");
        expected.put("l", Long.MAX_VALUE);
        expected.put("b", new BigInteger("99999999999999999999"));
        expected.put("d", 2.5);
        expected.put("t", true);
        expected.put("f", false);
        expected.put("n", null);
        expected.put("a", List.of(1L, List.of(), Map.of()));
        expected.put("$", List.of("$BigInt", "5"));
        assertThat(tree).isEqualTo(expected);
        assertThat(Bytes.text(Json.write(tree))).isEqualTo(text);
    }

    @Test
    void numbersThatJsonLacksBecomeNull() {
        assertThat(Bytes.text(Json.write(List.of(Double.NaN, Float.POSITIVE_INFINITY, 1.5f, (short) 3))))
                .isEqualTo("[null,null,1.5,3]");
    }

    @Test
    void aMemberMayNotComeTwice() {
        assertThatThrownBy(() -> Json.parse(Bytes.utf8("{\"a\":{\"b\":1,\"\\u0062\":2}}")))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1,}", "[1 2]", "nul", "1 1", "\"", "{1:2}", "\u0000"})
    void malformedTextsAreRefused(String text) {
        assertThatThrownBy(() -> Json.parse(Bytes.utf8(text)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo("invalid_request"));
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Json.parse(Bytes.utf8("[".repeat(100_000)))).isInstanceOf(WireException.class);
        var list = new ArrayList<Object>();
        list.add(list);
        assertThatThrownBy(() -> Json.write(list)).isInstanceOf(UnserializableValueException.class);
        assertThatThrownBy(() -> Json.write(Map.of("o", new Object())))
                .isInstanceOf(UnserializableValueException.class);
        assertThatThrownBy(() -> Json.write(Map.of(1, 2))).isInstanceOf(UnserializableValueException.class);
    }
}
