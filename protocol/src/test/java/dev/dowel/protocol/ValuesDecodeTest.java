package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.UserError;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as which Java type, and what is refused: nothing is converted silently. */
class ValuesDecodeTest {

    private record Point(int x, @Nullable String label, Optional<String> note) {}

    private record Line(Point from, List<Point> via, Map<String, Point> named) {}

    private record Box<T>(T content) {}

    @SuppressWarnings("UnusedMethod") // called by the reader
    private record Positive(int value) {
        Positive {
            if (value == 13) {
                throw new UserError("unlucky", "Not thirteen.");
            }
            if (value <= 0) {
                throw new IllegalArgumentException("secret detail");
            }
        }
    }

    private sealed interface Shape {}

    private record Circle(double radius) implements Shape {}

    private sealed interface Cornered extends Shape {}

    private record Square(int side) implements Cornered {}

    private enum Color {
        RED,
        GREEN
    }

    @SuppressWarnings("unused")
    private static final class Counter {
        private final List<String> log = new ArrayList<>();
        private int count = 3;
        private transient String hidden = "kept";

        private Counter() {}
    }

    @SuppressWarnings("unused")
    private static final class NoDefaultConstructor {
        private final int x;

        NoDefaultConstructor(int x) {
            this.x = x;
        }
    }

    private static Type typeOf(String field) {
        try {
            return Types.class.getDeclaredField(field).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unused")
    private static final class Types {
        List<Integer> integers;
        List<String> strings;
        Set<String> stringSet;
        Map<String, Integer> map;
        Map<Long, String> byLong;
        Map<Color, Integer> byColor;
        Optional<Integer> optional;
        Box<List<Integer>> box;
        List<Shape> shapes;
        List<Optional<Integer>> optionals;
        List<List<Integer>> nested;
    }

    @SuppressWarnings("JavaUtilDate") // users may
    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("5", int.class, 5),
                Arguments.of("5.0", int.class, 5),
                Arguments.of("5e2", long.class, 500L),
                Arguments.of("-0", int.class, 0),
                Arguments.of("2147483647", Integer.class, 2147483647),
                Arguments.of("9223372036854775807", long.class, Long.MAX_VALUE),
                Arguments.of("-9223372036854775808", long.class, Long.MIN_VALUE),
                Arguments.of("[\"$BigInt\",\"5\"]", int.class, 5),
                Arguments.of("[\"$BigInt\",\"-9223372036854775808\"]", long.class, Long.MIN_VALUE),
                Arguments.of("-128", byte.class, (byte) -128),
                Arguments.of("32767", short.class, (short) 32767),
                Arguments.of("5", double.class, 5.0),
                Arguments.of("2.5", double.class, 2.5),
                Arguments.of("100000000000000000000", double.class, 1e20),
                Arguments.of("2.5", float.class, 2.5f),
                Arguments.of("5", BigInteger.class, BigInteger.valueOf(5)),
                Arguments.of("1e3", BigInteger.class, BigInteger.valueOf(1000)),
                Arguments.of("[\"$BigInt\",\"18446744073709551616\"]", BigInteger.class, BigInteger.TWO.pow(64)),
                Arguments.of("\"1.50\"", BigDecimal.class, new BigDecimal("1.50")),
                Arguments.of("2.5", BigDecimal.class, new BigDecimal("2.5")),
                Arguments.of("true", boolean.class, true),
                Arguments.of("\"c\"", char.class, 'c'),
                Arguments.of("\"\\ud83d\\ude00\\n\"", String.class, "\ud83d\ude00\n"),
                Arguments.of("\"RED\"", Color.class, Color.RED),
                Arguments.of("\"PT1M\"", Duration.class, Duration.ofMinutes(1)),
                Arguments.of("\"2026-01-02\"", LocalDate.class, LocalDate.of(2026, 1, 2)),
                Arguments.of("\"00000000-0000-0000-0000-000000000001\"", UUID.class, new UUID(0, 1)),
                Arguments.of("\"1970-01-01T00:00:01.500Z\"", Instant.class, Instant.ofEpochMilli(1500)),
                Arguments.of("\"1970-01-01T01:00:00+01:00\"", Instant.class, Instant.EPOCH),
                Arguments.of("\"1970-01-01T00:00:00.000Z\"", Date.class, new Date(0)),
                Arguments.of("[\"$Uint8Array\",\"CQg=\"]", byte[].class, new byte[] {9, 8}),
                Arguments.of("[\"$ArrayBuffer\",\"CQg=\"]", byte[].class, new byte[] {9, 8}),
                Arguments.of("[1,2]", int[].class, new int[] {1, 2}),
                Arguments.of("[1,2.5]", double[].class, new double[] {1, 2.5}),
                Arguments.of("[\"a\",\"b\"]", String[].class, new String[] {"a", "b"}),
                Arguments.of("[1,[\"$BigInt\",\"2\"]]", typeOf("integers"), List.of(1, 2)),
                Arguments.of("[\"$$a\",\"b\"]", typeOf("strings"), List.of("$a", "b")),
                Arguments.of("[\"\\u0024$a\",\"b\"]", typeOf("strings"), List.of("$a", "b")),
                Arguments.of("[\"$$a\",\"b\",\"c\"]", typeOf("strings"), List.of("$$a", "b", "c")),
                Arguments.of("[\"$a\"]", typeOf("strings"), List.of("$a")),
                Arguments.of("[\"$Set\",[\"a\",\"b\",\"a\"]]", typeOf("stringSet"), Set.of("a", "b")),
                Arguments.of("[\"a\"]", typeOf("stringSet"), Set.of("a")),
                Arguments.of("{\"a\":1}", typeOf("map"), Map.of("a", 1)),
                Arguments.of("{\"5\":\"x\"}", typeOf("byLong"), Map.of(5L, "x")),
                Arguments.of("{\"RED\":1}", typeOf("byColor"), Map.of(Color.RED, 1)),
                Arguments.of("null", typeOf("optional"), Optional.empty()),
                Arguments.of("[\"$Undefined\",0]", typeOf("optional"), Optional.empty()),
                Arguments.of("7", typeOf("optional"), Optional.of(7)),
                Arguments.of("null", OptionalInt.class, OptionalInt.empty()),
                Arguments.of("7", OptionalInt.class, OptionalInt.of(7)),
                Arguments.of("[1,null]", typeOf("optionals"), List.of(Optional.of(1), Optional.empty())),
                Arguments.of("{\"content\":[1]}", typeOf("box"), new Box<>(List.of(1))),
                Arguments.of("null", String.class, null),
                Arguments.of("[\"$Undefined\",0]", Point.class, null),
                Arguments.of("[1,2]", void.class, null),
                Arguments.of("{\"x\":1}", Point.class, new Point(1, null, Optional.empty())),
                Arguments.of(
                        "{\"note\":\"n\",\"label\":null,\"unknown\":[{}],\"x\":1}",
                        Point.class,
                        new Point(1, null, Optional.of("n"))),
                Arguments.of(
                        "{\"from\":{\"x\":1},\"via\":[{\"x\":2,\"label\":\"l\"}],\"named\":{\"k\":{\"x\":3}}}",
                        Line.class,
                        new Line(
                                new Point(1, null, Optional.empty()),
                                List.of(new Point(2, "l", Optional.empty())),
                                Map.of("k", new Point(3, null, Optional.empty())))),
                Arguments.of("{\"radius\":1,\"type\":\"Circle\"}", Shape.class, new Circle(1)),
                Arguments.of("{\"radius\":1}", Circle.class, new Circle(1)),
                Arguments.of(
                        "[{\"type\":\"Square\",\"side\":1},{\"type\":\"Circle\",\"radius\":2}]",
                        typeOf("shapes"),
                        List.of(new Square(1), new Circle(2))));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void jsonIsReadAs(String json, Type type, @Nullable Object expected) {
        assertThat(Values.<Object>decode(Bytes.json(json), type)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("\"5\"", int.class, "value: an integer was expected, found a string."),
                Arguments.of(
                        "5.5", int.class, "value: an integer was expected, found a number that is not an integer."),
                Arguments.of("true", int.class, "value: an integer was expected, found a boolean."),
                Arguments.of("null", int.class, "value: an integer was expected, found null."),
                Arguments.of("[\"$Undefined\",0]", int.class, "value: an integer was expected, found null."),
                Arguments.of("[5]", int.class, "value: an integer was expected, found an array."),
                Arguments.of("{}", int.class, "value: an integer was expected, found an object."),
                Arguments.of("2147483648", int.class, "value: an integer of 32 bits was expected, found a larger one."),
                Arguments.of(
                        "2147483648", Integer.class, "value: an integer of 32 bits was expected, found a larger one."),
                Arguments.of(
                        "9223372036854775808",
                        long.class,
                        "value: an integer of 64 bits was expected, found a larger one."),
                Arguments.of("1e19", long.class, "value: an integer of 64 bits was expected, found a larger one."),
                Arguments.of(
                        "[\"$BigInt\",\"9223372036854775808\"]",
                        long.class,
                        "value: an integer of 64 bits was expected, found a larger one."),
                Arguments.of("128", byte.class, "value: an integer of 8 bits was expected, found a larger one."),
                Arguments.of("1e39", float.class, "value: a number of 32 bits was expected, found a larger one."),
                Arguments.of("\"5\"", double.class, "value: a number was expected, found a string."),
                Arguments.of("\"NaN\"", double.class, "value: a number was expected, found a string."),
                Arguments.of("null", double.class, "value: a number was expected, found null."),
                Arguments.of("\"5\"", BigInteger.class, "value: an integer was expected, found a string."),
                Arguments.of(
                        "\"1e1000000000\"", BigDecimal.class, "value: a decimal number was expected, found a string."),
                Arguments.of("\"x\"", BigDecimal.class, "value: a decimal number was expected, found a string."),
                Arguments.of("1", boolean.class, "value: a boolean was expected, found an integer."),
                Arguments.of("\"true\"", boolean.class, "value: a boolean was expected, found a string."),
                Arguments.of("null", boolean.class, "value: a boolean was expected, found null."),
                Arguments.of("5", String.class, "value: a string was expected, found an integer."),
                Arguments.of("true", String.class, "value: a string was expected, found a boolean."),
                Arguments.of("[\"$BigInt\",\"5\"]", String.class, "value: a string was expected, found an integer."),
                Arguments.of("\"cc\"", char.class, "value: a string of one character was expected, found a string."),
                Arguments.of("\"red\"", Color.class, "value: one of RED, GREEN was expected, found a string."),
                Arguments.of("0", Color.class, "value: one of RED, GREEN was expected, found an integer."),
                Arguments.of("\"CQg=\"", byte[].class, "value: a byte array was expected, found a string."),
                Arguments.of("[9,8]", byte[].class, "value: a byte array was expected, found an array."),
                Arguments.of("1700000000", Instant.class, "value: a date was expected, found an integer."),
                Arguments.of("\"yesterday\"", Instant.class, "value: a date was expected, found a string."),
                Arguments.of("60", Duration.class, "value: an ISO 8601 duration was expected, found an integer."),
                Arguments.of("[1,\"2\"]", typeOf("integers"), "value[1]: an integer was expected, found a string."),
                Arguments.of("[1,null]", typeOf("integers"), "value[1]: an integer was expected, found null."),
                Arguments.of("[\"a\",null]", typeOf("strings"), "value[1]: a string was expected, found null."),
                Arguments.of("[[1],null]", typeOf("nested"), "value[1]: an array was expected, found null."),
                Arguments.of("5", typeOf("integers"), "value: an array was expected, found an integer."),
                Arguments.of("{}", typeOf("integers"), "value: an array was expected, found an object."),
                Arguments.of("\"\"", typeOf("integers"), "value: an array was expected, found a string."),
                Arguments.of("[1,\"2\"]", int[].class, "value[1]: an integer was expected, found a string."),
                Arguments.of("[1,null]", int[].class, "value[1]: an integer was expected, found null."),
                Arguments.of("1", int[].class, "value: an array was expected, found an integer."),
                Arguments.of("[1]", String[].class, "value[0]: a string was expected, found an integer."),
                Arguments.of("[]", typeOf("map"), "value: an object was expected, found an array."),
                Arguments.of("{\"k\":\"v\"}", typeOf("map"), "value[*]: an integer was expected, found a string."),
                Arguments.of("{\"k\":null}", typeOf("map"), "value[*]: an integer was expected, found null."),
                Arguments.of("{\"x\":\"v\"}", typeOf("byLong"), "value: a member has a name that is not a valid key."),
                Arguments.of("{\"BLUE\":1}", typeOf("byColor"), "value: a member has a name that is not a valid key."),
                Arguments.of("{}", Point.class, "value.x: an integer was expected, found nothing."),
                Arguments.of("{\"x\":null}", Point.class, "value.x: an integer was expected, found null."),
                Arguments.of(
                        "{\"x\":1,\"label\":2}", Point.class, "value.label: a string was expected, found an integer."),
                Arguments.of(
                        "{\"x\":1,\"note\":2}", Point.class, "value.note: a string was expected, found an integer."),
                Arguments.of("5", Point.class, "value: an object was expected, found an integer."),
                Arguments.of("[1]", Point.class, "value: an object was expected, found an array."),
                Arguments.of("\"x\"", Point.class, "value: an object was expected, found a string."),
                Arguments.of(
                        "{\"via\":[],\"named\":{}}", Line.class, "value.from: an object was expected, found nothing."),
                Arguments.of(
                        "{\"from\":null,\"via\":[],\"named\":{}}",
                        Line.class,
                        "value.from: an object was expected, found null."),
                Arguments.of(
                        "{\"from\":{\"x\":1},\"named\":{}}",
                        Line.class,
                        "value.via: an array was expected, found nothing."),
                Arguments.of(
                        "{\"from\":{\"x\":1},\"via\":[{\"x\":1},{\"x\":\"\"}],\"named\":{}}",
                        Line.class,
                        "value.via[1].x: an integer was expected, found a string."),
                Arguments.of(
                        "{\"from\":{\"x\":1},\"via\":[],\"named\":{\"secret\":{\"x\":[]}}}",
                        Line.class,
                        "value.named[*].x: an integer was expected, found an array."),
                Arguments.of("{\"value\":0}", Positive.class, "value: the value was rejected."),
                Arguments.of("{\"radius\":1}", Shape.class, "value: an object with a member \"type\" was expected."),
                Arguments.of(
                        "{\"type\":\"Triangle\"}",
                        Shape.class,
                        "value: the member \"type\" names no known alternative."),
                Arguments.of(
                        "{\"type\":\"Square\",\"side\":\"x\"}",
                        Shape.class,
                        "value.side: an integer was expected, found a string."),
                Arguments.of("7", Shape.class, "value: an object with a member \"type\" was expected."),
                Arguments.of("[]", Shape.class, "value: an object with a member \"type\" was expected."),
                Arguments.of(
                        "[\"Circle\",{\"radius\":1}]",
                        Shape.class,
                        "value: an object with a member \"type\" was expected."),
                Arguments.of(
                        "[[\"Circle\",{\"radius\":1}]]",
                        typeOf("shapes"),
                        "value[0]: an object with a member \"type\" was expected."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void jsonIsNotReadAs(String json, Type type, String message) {
        assertThatThrownBy(() -> Values.decode(Bytes.json(json), type))
                .isInstanceOfSatisfying(WireException.class, e -> {
                    assertThat(e.getMessage()).isEqualTo(message);
                    assertThat(e.group() + "." + e.code()).isEqualTo("actor.invalid_request");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"$Foo\",1]",
                "[\"$\",1]",
                "[\"$BigInt\",5]",
                "[\"$BigInt\",\"\"]",
                "[\"$BigInt\",\"-\"]",
                "[\"$BigInt\",\"0x10\"]",
                "[\"$BigInt\",\"1.5\"]",
                "[\"$Uint8Array\",\"*\"]",
                "[\"$Uint8Array\",5]",
                "[\"$Set\",5]",
                "[\"$Set\",{}]",
                "[\"$undefined\",0]",
                "[[\"$Foo\",1]]",
                "{\"a\":[\"$Foo\",1]}",
                "",
                "[",
                "]",
                "[1",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "tru",
                "truex",
                "nul",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "NaN",
                "'x'",
                "\"x",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\u0001\"",
                "1 2",
                "[1] ]",
                "1e999",
                "\ufeff1",
                "/* */1"
            })
    void malformedJsonIsRefused(String json) {
        assertThatThrownBy(() -> Values.decode(Bytes.json(json), Object.class))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("Malformed JSON at byte ");
    }

    @Test
    void longNumbersAreRefused() {
        String digits = "1".repeat(Limits.NUMBER_DIGITS);
        Values.decode(Bytes.json(digits), BigInteger.class);
        Values.decode(Bytes.json("[\"$BigInt\",\"" + digits + "\"]"), BigInteger.class);
        for (String json : List.of(digits + "1", "[\"$BigInt\",\"" + digits + "1\"]", "0." + digits + "1")) {
            assertThatThrownBy(() -> Values.decode(Bytes.json(json), Object.class))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void untypedJsonBecomesPlainValues() {
        Object value = Values.decode(Bytes.json("""
                {"i":1,"l":9007199254740993,"b":["$BigInt","5"],"h":99999999999999999999,"d":2.5,"w":5.0,"s":"x","t":true,
                 "n":null,"u":["$Undefined",0],"a":[1,["$$x",2]],"set":["$Set",[1,1]],"o":{},"date":"1970-01-01T00:00:00Z"}"""), Object.class);
        var expected = new HashMap<String, Object>();
        expected.put("i", 1L);
        expected.put("l", 9007199254740993L);
        expected.put("b", BigInteger.valueOf(5));
        expected.put("h", new BigInteger("99999999999999999999"));
        expected.put("d", 2.5);
        expected.put("w", 5.0);
        expected.put("s", "x");
        expected.put("t", true);
        expected.put("n", null);
        expected.put("u", null);
        expected.put("a", List.of(1L, List.of("$x", 2L)));
        expected.put("set", Set.of(1L));
        expected.put("o", Map.of());
        expected.put("date", "1970-01-01T00:00:00Z");
        assertThat(value).isEqualTo(expected);
        assertThat((byte[]) Values.decode(Bytes.json("[\"$Uint8Array\",\"CQg=\"]"), Object.class))
                .containsExactly(9, 8);
    }

    @SuppressWarnings("JavaUtilDate") // users may
    static Stream<Arguments> nativeValues() {
        return Stream.of(
                Arguments.of("fb4278bcfe56800000", long.class, 1700000000000L),
                Arguments.of("fb4278bcfe56800000", Object.class, 1700000000000L),
                Arguments.of("f94500", Object.class, 5L),
                Arguments.of("fa3fc00000", Object.class, 1.5),
                Arguments.of("fb8000000000000000", Object.class, -0.0),
                Arguments.of("fb7ff8000000000000", double.class, Double.NaN),
                Arguments.of("1b0000000000000005", Object.class, BigInteger.valueOf(5)),
                Arguments.of("1b0000000000000005", int.class, 5),
                Arguments.of("1bffffffffffffffff", Object.class, new BigInteger("18446744073709551615")),
                Arguments.of("3bffffffffffffffff", Object.class, new BigInteger("-18446744073709551616")),
                Arguments.of("c249010000000000000000", Object.class, BigInteger.TWO.pow(64)),
                Arguments.of("c34100", int.class, -1),
                Arguments.of("f7", Object.class, null),
                Arguments.of("d840420908", byte[].class, new byte[] {9, 8}),
                Arguments.of("420908", byte[].class, new byte[] {9, 8}),
                Arguments.of("5f41094108ff", byte[].class, new byte[] {9, 8}),
                Arguments.of("d844420908", byte[].class, new byte[] {9, 8}),
                Arguments.of("d848420908", byte[].class, new byte[] {9, 8}),
                Arguments.of("d9010282 61\"a\" 61\"b\"", typeOf("stringSet"), Set.of("a", "b")),
                Arguments.of("d90102820101", Object.class, Set.of(1L)),
                Arguments.of("c11a6553f100", Instant.class, Instant.ofEpochSecond(1700000000)),
                Arguments.of("c1fb41d954fc40000000", Object.class, Instant.ofEpochSecond(1700000000)),
                Arguments.of("c1fb3fe0000000000000", Date.class, new Date(500)),
                Arguments.of("c120", Instant.class, Instant.ofEpochSecond(-1)),
                Arguments.of("c074\"1970-01-01T00:00:05Z\"", Instant.class, Instant.ofEpochSecond(5)),
                Arguments.of("d90103a101 61\"x\"", typeOf("byLong"), Map.of(1L, "x")),
                Arguments.of("a120 61\"x\"", Object.class, Map.of("-1", "x")),
                Arguments.of("b90001 61\"a\" 05", typeOf("map"), Map.of("a", 5)),
                Arguments.of("bf 61\"a\" 05 ff", typeOf("map"), Map.of("a", 5)),
                Arguments.of("9f0102ff", typeOf("integers"), List.of(1, 2)),
                Arguments.of("9a0000000101", typeOf("integers"), List.of(1)),
                Arguments.of("d845 44 01000200", int[].class, new int[] {1, 2}),
                Arguments.of("d849 44 ffff0100", Object.class, List.of(-1L, 256L)),
                Arguments.of("d84d 44 ffff0100", Object.class, List.of(-1L, 1L)),
                Arguments.of("d84e 44 ffffffff", Object.class, List.of(-1L)),
                Arguments.of("d846 44 ffffffff", Object.class, List.of(4294967295L)),
                Arguments.of("d847 48 ffffffffffffffff", Object.class, List.of(new BigInteger("18446744073709551615"))),
                Arguments.of("d855 44 0000c03f", double[].class, new double[] {1.5}),
                Arguments.of("d856 48 000000000000f83f", Object.class, List.of(1.5)),
                Arguments.of("d852 48 3ff8000000000000", Object.class, List.of(1.5)),
                Arguments.of("d850 42 3e00", Object.class, List.of(1.5)),
                Arguments.of("82 62\"$x\" 01", Object.class, List.of("$x", 1L)),
                Arguments.of("82 63\"$$x\" 01", Object.class, List.of("$$x", 1L)),
                Arguments.of("82 67\"$BigInt\" 61\"5\"", Object.class, List.of("$BigInt", "5")),
                Arguments.of("d81b 82 66\"RegExp\" 61\"a\"", Object.class, List.of("RegExp", "a")),
                Arguments.of("7f 61\"a\" 61\"b\" ff", String.class, "ab"),
                Arguments.of("d9d9f7 05", int.class, 5));
    }

    @ParameterizedTest
    @MethodSource("nativeValues")
    void nativeCborIsReadAs(String notation, Type type, @Nullable Object expected) {
        assertThat(Values.<Object>decode(Bytes.nativeCbor(notation), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "18",
                "1b00",
                "1c",
                "1f",
                "61",
                "61ff",
                "62c328",
                "63eda080",
                "81",
                "8201",
                "9f01",
                "a1 61\"a\"",
                "bf 61\"a\" ff",
                "a1f501",
                "a1c00101",
                "5bffffffffffffffff",
                "9bffffffffffffffff",
                "bbffffffffffffffff",
                "7b7fffffffffffffff",
                "5f61\"a\"ff",
                "7f5f41ffff",
                "ff",
                "f8ff",
                "e0",
                "fc",
                "0000",
                "c2",
                "c201",
                "c25f4101ff",
                "d81d00",
                "d81900",
                "c1 61\"a\"",
                "c161",
                "c1fb7ff8000000000000",
                "c1fb7fefffffffffffff",
                "c061\"x\"",
                "d84543010203",
                "c1c1c1",
                "d903e901",
                "d903e9a10201",
                "d903e9a101f6",
                "d903e9a1011b7fffffffffffffff",
                "d90102830102"
            })
    void malformedCborIsRefused(String notation) {
        for (Dialect dialect : List.of(Dialect.NATIVE_CBOR, Dialect.COMPAT_CBOR, Dialect.STORAGE)) {
            assertThatThrownBy(() -> Values.decode(RawValue.of(Bytes.of(notation), dialect), Object.class))
                    .isInstanceOf(WireException.class)
                    .hasMessageStartingWith("Malformed CBOR at byte ");
        }
    }

    static Stream<Arguments> compatValues() {
        return Stream.of(
                Arguments.of("82 6a\"$Undefined\" 00", Object.class, null),
                Arguments.of("82 67\"$BigInt\" 61\"5\"", Object.class, BigInteger.valueOf(5)),
                Arguments.of("9f 67\"$BigInt\" 61\"5\" ff", long.class, 5L),
                Arguments.of("82 6b\"$Uint8Array\" 64\"CQg=\"", byte[].class, new byte[] {9, 8}),
                Arguments.of("82 6c\"$ArrayBuffer\" 64\"CQg=\"", byte[].class, new byte[] {9, 8}),
                Arguments.of("420908", byte[].class, new byte[] {9, 8}),
                Arguments.of("82 64\"$Set\" 82 01 01", Object.class, Set.of(1L)),
                Arguments.of("9f 64\"$Set\" 9f 01 ff ff", Object.class, Set.of(1L)),
                Arguments.of("82 64\"$Set\" 82 62\"$x\" 61\"y\"", typeOf("stringSet"), Set.of("$x", "y")),
                Arguments.of("82 63\"$$x\" 82 63\"$$y\" 02", Object.class, List.of("$x", List.of("$y", 2L))),
                Arguments.of("9f 63\"$$x\" 01 ff", Object.class, List.of("$x", 1L)),
                Arguments.of("83 62\"$x\" 01 02", Object.class, List.of("$x", 1L, 2L)),
                Arguments.of("9f 62\"$x\" 01 02 ff", Object.class, List.of("$x", 1L, 2L)),
                Arguments.of("1b0000000000000005", Object.class, 5L),
                Arguments.of("fb4278bcfe56800000", Object.class, 1700000000000L));
    }

    @ParameterizedTest
    @MethodSource("compatValues")
    void compatCborIsReadAs(String notation, Type type, @Nullable Object expected) {
        assertThat(Values.<Object>decode(Bytes.compat(notation), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 62\"$x\" 01",
                "9f 62\"$x\" 01 ff",
                "82 67\"$BigInt\" 05",
                "82 64\"$Set\" 05",
                "82 6b\"$Uint8Array\" 61\"*\"",
                "82 6b\"$Uint8Array\" 41 00"
            })
    void unknownSubstitutesAreRefused(String notation) {
        assertThatThrownBy(() -> Values.decode(Bytes.compat(notation), Object.class))
                .isInstanceOf(WireException.class);
    }

    /** Connection parameters are written by {@code JSON.stringify} alone. */
    @Test
    void plainJsonHasNoSubstitutes() {
        var pair = List.of("$x", 1L);
        assertThat(Values.<Object>decode(RawValue.of(Bytes.utf8("[\"$x\",1]"), Dialect.PLAIN_JSON), Object.class))
                .isEqualTo(pair);
        assertThat(Bytes.text(Values.encode(Dialect.PLAIN_JSON, pair))).isEqualTo("[\"$x\",1]");
        assertThat(Bytes.text(Values.encode(Dialect.PLAIN_JSON, List.of(1L << 60, BigInteger.TEN, Set.of(1)))))
                .isEqualTo("[1152921504606846976,10,[1]]");
        assertThatThrownBy(() -> Values.encode(Dialect.PLAIN_JSON, new byte[1]))
                .isInstanceOf(UnserializableValueException.class);
    }

    @Test
    void classesAreReadByTheirFields() {
        Counter counter = Values.decode(Bytes.json("{\"log\":[\"a\"],\"hidden\":\"no\"}"), Counter.class);
        assertThat(counter).isNotNull();
        assertThat(counter.log).containsExactly("a");
        assertThat(counter.count).isEqualTo(3);
        assertThat(counter.hidden).isEqualTo("kept");
    }

    @Test
    void anErrorOfTheUserInAConstructorIsKept() {
        assertThatThrownBy(() -> Values.decode(Bytes.json("{\"value\":13}"), Positive.class))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("unlucky"));
        Type[] types = {Positive.class};
        assertThatThrownBy(() -> Values.decodeArguments(Bytes.json("[{\"value\":13}]"), types, new boolean[1]))
                .isInstanceOf(UserError.class);
    }

    static Stream<Type> unreadable() {
        return Stream.of(
                NoDefaultConstructor.class,
                Thread.class,
                Runnable.class,
                IllegalStateException.class,
                Stream.class,
                java.util.concurrent.locks.ReentrantLock.class);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unsuitableTypesAreNamedBeforeAnyInput(Type type) {
        assertThatThrownBy(() -> Values.checkReadable(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(type.getTypeName());
        assertThatThrownBy(() -> Values.decode(Bytes.json("{}"), type)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unsuitableTypesAreFoundInside() {
        record Holder(List<Runnable> tasks) {}
        assertThatThrownBy(() -> Values.checkReadable(Holder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Runnable");
        for (Type type : List.of(Line.class, Shape.class, int.class, Object.class, typeOf("box"), Counter.class)) {
            Values.checkReadable(type);
        }
    }

    @Test
    void nestingIsBounded() {
        for (String open : List.of("[", "{\"a\":")) {
            String close = open.equals("[") ? "]" : "}";
            String json = open.repeat(100) + "1" + close.repeat(100);
            if (open.equals("[")) {
                Values.decode(Bytes.json(json), Object.class);
            }
            String deeper = open + json + close;
            assertThatThrownBy(() -> Values.decode(Bytes.json(deeper), Object.class))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining("nested");
            assertThatThrownBy(() -> Values.decode(Bytes.json(open.repeat(1_000_000)), Object.class))
                    .isInstanceOf(WireException.class);
        }
        for (int head : new int[] {0x81, 0x9f, 0xc6, 0xa1}) {
            byte[] deep = new byte[100_000];
            java.util.Arrays.fill(deep, (byte) head);
            for (Dialect dialect : List.of(Dialect.NATIVE_CBOR, Dialect.COMPAT_CBOR, Dialect.STORAGE)) {
                var raw = RawValue.of(deep, dialect);
                assertThatThrownBy(() -> Values.decode(raw, Object.class)).isInstanceOf(WireException.class);
                assertThatThrownBy(() -> ItemScanner.of(raw).value()).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void aRawValueIsASlice() {
        byte[] message = Bytes.utf8("xx[1]yy");
        var slice = new RawValue(message, 2, 3, Dialect.JSON);
        assertThat(slice.<int[]>decode(int[].class)).containsExactly(1);
        assertThat(slice.toByteArray()).isEqualTo(Bytes.utf8("[1]"));
        assertThat(slice).isEqualTo(Bytes.json("[1]")).hasSameHashCodeAs(Bytes.json("[1]"));
        assertThat(slice).isNotEqualTo(Bytes.json("[2]"));
        assertThat(slice.toString()).doesNotContain("1]");
        assertThatThrownBy(() -> Bytes.json("null").decode(String.class)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> new RawValue(message, 5, 3, Dialect.JSON))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
