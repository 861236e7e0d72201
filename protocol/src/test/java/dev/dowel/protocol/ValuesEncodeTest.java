package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java values look like in each dialect (protocol 3.2). */
class ValuesEncodeTest {

    private record Point(int x, @Nullable String label) {}

    private record Empty() {}

    private sealed interface Shape {}

    private record Circle(double radius) implements Shape {}

    private record Blank() implements Shape {}

    private record Mistake(String type) implements Shape {}

    private enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    @SuppressWarnings("unused") // fields are all there is
    private static class Base {
        private int inherited = 1;
    }

    @SuppressWarnings("unused")
    private static final class Counter extends Base {
        static int shared = 5;
        private int count = 3;
        private transient Thread worker = Thread.currentThread();

        int getDouble() {
            return 6;
        }
    }

    @SuppressWarnings("JavaUtilDate") // users may
    static Stream<Arguments> values() {
        return Stream.of(
                // value, JSON, COMPAT_CBOR, NATIVE_CBOR, STORAGE
                row(null, "null", "f6", "f6", "f6"),
                row(true, "true", "f5", "f5", "f5"),
                row(false, "false", "f4", "f4", "f4"),
                row(0, "0", "00", "00", "00"),
                row(-1, "-1", "20", "20", "20"),
                row((byte) 24, "24", "1818", "1818", "1818"),
                row((short) 256, "256", "190100", "190100", "190100"),
                row(65536L, "65536", "1a00010000", "1a00010000", "1a00010000"),
                row(0xffff_ffffL, "4294967295", "1affffffff", "1affffffff", "1affffffff"),
                row(-0x1_0000_0000L, "-4294967296", "3affffffff", "3affffffff", "3affffffff"),
                row(0x1_0000_0000L, "4294967296", "fb41f0000000000000", "fb41f0000000000000", "1b0000000100000000"),
                row(1700000000000L, "1700000000000", "fb4278bcfe56800000", "fb4278bcfe56800000", "1b0000018bcfe56800"),
                row(
                        9007199254740991L,
                        "9007199254740991",
                        "fb433fffffffffffff",
                        "fb433fffffffffffff",
                        "1b001fffffffffffff"),
                row(
                        9007199254740992L,
                        "[\"$BigInt\",\"9007199254740992\"]",
                        "82 67\"$BigInt\" 70\"9007199254740992\"",
                        "1b0020000000000000",
                        "1b0020000000000000"),
                row(
                        Long.MIN_VALUE,
                        "[\"$BigInt\",\"-9223372036854775808\"]",
                        "82 67\"$BigInt\" 74\"-9223372036854775808\"",
                        "3b7fffffffffffffff",
                        "3b7fffffffffffffff"),
                row(
                        BigInteger.TEN,
                        "[\"$BigInt\",\"10\"]",
                        "82 67\"$BigInt\" 62\"10\"",
                        "1b000000000000000a",
                        "c2410a"),
                row(
                        BigInteger.TWO.pow(64),
                        "[\"$BigInt\",\"18446744073709551616\"]",
                        "82 67\"$BigInt\" 74\"18446744073709551616\"",
                        "c249010000000000000000",
                        "c249010000000000000000"),
                row(
                        BigInteger.TWO.pow(64).negate(),
                        "[\"$BigInt\",\"-18446744073709551616\"]",
                        "82 67\"$BigInt\" 75\"-18446744073709551616\"",
                        "c348ffffffffffffffff",
                        "c348ffffffffffffffff"),
                row(2.5, "2.5", "fb4004000000000000", "fb4004000000000000", "fb4004000000000000"),
                row(5.0, "5", "fb4014000000000000", "fb4014000000000000", "fb4014000000000000"),
                row(-0.0, "-0.0", "fb8000000000000000", "fb8000000000000000", "fb8000000000000000"),
                row(1.5f, "1.5", "fb3ff8000000000000", "fb3ff8000000000000", "fb3ff8000000000000"),
                row(Double.NaN, "null", "fb7ff8000000000000", "fb7ff8000000000000", "fb7ff8000000000000"),
                row(Double.NEGATIVE_INFINITY, "null", "fbfff0000000000000", "fbfff0000000000000", "fbfff0000000000000"),
                same(new BigDecimal("1.50"), "\"1.50\"", "64\"1.50\""),
                same("é\"\\\n\u0001\u007f", "\"é\\\"\\\\\\n\\u0001\u007f\"", "67\"é\"225c0a017f"),
                same("\ud83d\ude00", "\"\ud83d\ude00\"", "64\"\ud83d\ude00\""),
                same("\ud800", "\"\\ud800\"", "613f"),
                same('c', "\"c\"", "61\"c\""),
                same(Color.GREEN, "\"GREEN\"", "65\"GREEN\""),
                same(Optional.of(1), "1", "01"),
                same(Optional.empty(), "null", "f6"),
                same(OptionalInt.of(3), "3", "03"),
                same(Duration.ofSeconds(90), "\"PT1M30S\"", "67\"PT1M30S\""),
                same(LocalDate.of(2026, 1, 2), "\"2026-01-02\"", "6a\"2026-01-02\""),
                same(URI.create("a:b"), "\"a:b\"", "63\"a:b\""),
                same(
                        new UUID(0, 1),
                        "\"00000000-0000-0000-0000-000000000001\"",
                        "7824\"00000000-0000-0000-0000-000000000001\""),
                row(
                        new byte[] {9, 8},
                        "[\"$Uint8Array\",\"CQg=\"]",
                        "82 6b\"$Uint8Array\" 64\"CQg=\"",
                        "d840420908",
                        "420908"),
                row(Instant.ofEpochSecond(5), "\"1970-01-01T00:00:05Z\"", "c105", "c105", "d903e9a201052800"),
                row(
                        Instant.ofEpochMilli(1500),
                        "\"1970-01-01T00:00:01.500Z\"",
                        "c1fb3ff8000000000000",
                        "c1fb3ff8000000000000",
                        "d903e9a20101281a1dcd6500"),
                row(
                        new Date(-1000),
                        "\"1969-12-31T23:59:59Z\"",
                        "c1fbbff0000000000000",
                        "c1fbbff0000000000000",
                        "d903e9a201202800"),
                row(Set.of(1), "[\"$Set\",[1]]", "82 64\"$Set\" 8101", "d901028101", "d901028101"),
                row(
                        EnumSet.of(Color.RED),
                        "[\"$Set\",[\"RED\"]]",
                        "82 64\"$Set\" 8163\"RED\"",
                        "d901028163\"RED\"",
                        "d901028163\"RED\""),
                same(new EnumMap<>(Map.of(Color.GREEN, 1)), "{\"GREEN\":1}", "a165\"GREEN\"01"),
                same(Map.of(5L, "x"), "{\"5\":\"x\"}", "a161\"5\"61\"x\""),
                same(List.of(), "[]", "80"),
                same(Map.of(), "{}", "a0"),
                same(new int[] {1, 2}, "[1,2]", "820102"),
                same(new String[] {"a", null}, "[\"a\",null]", "8261\"a\"f6"),
                same(new Point(1, null), "{\"x\":1,\"label\":null}", "a261\"x\"0165\"label\"f6"),
                same(new Empty(), "{}", "a0"),
                same(new Counter(), "{\"inherited\":1,\"count\":3}", "a269\"inherited\"0165\"count\"03"),
                same(
                        new Circle(0.5),
                        "{\"type\":\"Circle\",\"radius\":0.5}",
                        "a264\"type\"66\"Circle\"66\"radius\"fb3fe0000000000000"),
                same(List.of(new Blank()), "[{\"type\":\"Blank\"}]", "81a164\"type\"65\"Blank\""));
    }

    private static Arguments row(
            @Nullable Object value, String json, String compat, String nativeCbor, String storage) {
        return Arguments.of(value, json, compat, nativeCbor, storage);
    }

    private static Arguments same(Object value, String json, String cbor) {
        return row(value, json, cbor, cbor, cbor);
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyDialectHasItsForm(@Nullable Object value, String json, String compat, String nativeCbor, String storage) {
        assertThat(Bytes.text(Values.encode(Dialect.JSON, value))).isEqualTo(json);
        assertBytes(Values.encode(Dialect.COMPAT_CBOR, value), compat);
        assertBytes(Values.encode(Dialect.NATIVE_CBOR, value), nativeCbor);
        assertBytes(Values.encode(Dialect.STORAGE, value), storage);
    }

    @ParameterizedTest
    @MethodSource("values")
    void insideAListItIsTheSame(@Nullable Object value, String json, String compat, String nativeCbor, String storage) {
        var list = new ArrayList<@Nullable Object>();
        list.add(value);
        assertThat(Bytes.text(Values.encode(Dialect.JSON, list))).isEqualTo("[" + json + "]");
        assertBytes(Values.encode(Dialect.COMPAT_CBOR, list), "81" + compat);
        assertBytes(Values.encode(Dialect.NATIVE_CBOR, list), "81" + nativeCbor);
        assertBytes(Values.encode(Dialect.STORAGE, list), "81" + storage);
    }

    @Test
    void noValueHasAFormOfItsOwn() {
        assertThat(Bytes.text(Values.undefined(Dialect.JSON))).isEqualTo("[\"$Undefined\",0]");
        assertBytes(Values.undefined(Dialect.COMPAT_CBOR), "82 6a\"$Undefined\" 00");
        assertBytes(Values.undefined(Dialect.NATIVE_CBOR), "f7");
        assertBytes(Values.undefined(Dialect.STORAGE), "f7");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(List.of("$x", 1), "[\"$$x\",1]", "82 63\"$$x\" 01"),
                Arguments.of(new Object[] {"$", 1}, "[\"$$\",1]", "82 62\"$$\" 01"),
                Arguments.of(new String[] {"$$a", "b"}, "[\"$$$a\",\"b\"]", "82 64\"$$$a\" 61\"b\""),
                Arguments.of(
                        List.of("$Set", List.of("$y", 2)), "[\"$$Set\",[\"$$y\",2]]", "82 65\"$$Set\" 82 63\"$$y\" 02"),
                Arguments.of(List.of("$x"), "[\"$x\"]", "81 62\"$x\""),
                Arguments.of(List.of("$x", 1, 2), "[\"$x\",1,2]", "83 62\"$x\" 01 02"),
                Arguments.of(List.of(1, "$x"), "[1,\"$x\"]", "82 01 62\"$x\""),
                Arguments.of(Map.of("$x", "$y"), "{\"$x\":\"$y\"}", "a1 62\"$x\" 62\"$y\""),
                Arguments.of(
                        List.of("$" + "a".repeat(22), 1),
                        "[\"$$" + "a".repeat(22) + "\",1]",
                        "82 7818\"$$" + "a".repeat(22) + "\" 01"),
                Arguments.of(
                        List.of("$" + "a".repeat(254), 1),
                        "[\"$$" + "a".repeat(254) + "\",1]",
                        "82 790100\"$$" + "a".repeat(254) + "\" 01"),
                Arguments.of(
                        List.of("$" + "a".repeat(65534), 1),
                        "[\"$$" + "a".repeat(65534) + "\",1]",
                        "82 7a00010000\"$$" + "a".repeat(65534) + "\" 01"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairsThatLookLikeSubstitutesAreEscaped(Object value, String json, String compat) {
        assertThat(Bytes.text(Values.encode(Dialect.JSON, value))).isEqualTo(json);
        assertBytes(Values.encode(Dialect.COMPAT_CBOR, value), compat);
    }

    @Test
    void otherDialectsEscapeNothing() {
        assertBytes(Values.encode(Dialect.NATIVE_CBOR, List.of("$x", 1)), "82 62\"$x\" 01");
        assertBytes(Values.encode(Dialect.STORAGE, List.of("$x", 1)), "82 62\"$x\" 01");
    }

    @Test
    void theElementsOfASetAreNoPair() {
        var set = new java.util.LinkedHashSet<>(List.of("$x", "y"));
        assertThat(Bytes.text(Values.encode(Dialect.JSON, set))).isEqualTo("[\"$Set\",[\"$x\",\"y\"]]");
    }

    @Test
    void argumentsAreAnArrayThatIsEscapedToo() {
        assertThat(Bytes.text(Values.encodeArguments(Dialect.JSON))).isEqualTo("[]");
        assertThat(Bytes.text(Values.encodeArguments(Dialect.JSON, "$x", 1))).isEqualTo("[\"$$x\",1]");
        assertThat(Bytes.text(Values.encodeArguments(Dialect.JSON, "$x", 1, 2))).isEqualTo("[\"$x\",1,2]");
        assertThat(Bytes.text(Values.encodeArguments(Dialect.JSON, 1, new Point(2, "p"))))
                .isEqualTo("[1,{\"x\":2,\"label\":\"p\"}]");
        assertBytes(Values.encodeArguments(Dialect.COMPAT_CBOR, "$x", 1), "82 63\"$$x\" 01");
        assertBytes(Values.encodeArguments(Dialect.NATIVE_CBOR, "$x", 1), "82 62\"$x\" 01");
        assertBytes(Values.encodeArguments(Dialect.COMPAT_CBOR, new Object[30]), "981e" + "f6".repeat(30));
    }

    @Test
    void stringsAndCollectionsOfAnyLengthHaveADefiniteLength() {
        String text = "é".repeat(100_000);
        assertBytes(Values.encode(Dialect.COMPAT_CBOR, List.of(text)), "81 7a00030d40" + "c3a9".repeat(100_000));
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < 70_000; i++) {
            numbers.add(0);
        }
        assertBytes(Values.encode(Dialect.COMPAT_CBOR, numbers), "9a00011170" + "00".repeat(70_000));
    }

    static Stream<Object> unserializable() {
        var unserializable = Stream.<Object>builder();
        unserializable.add(new Object());
        unserializable.add(Thread.currentThread());
        unserializable.add((Runnable) () -> {});
        unserializable.add(Stream.of(1));
        unserializable.add(List.of(1).iterator());
        unserializable.add(new IllegalStateException("secret"));
        unserializable.add(new ByteArrayInputStream(new byte[0]));
        unserializable.add(new java.util.concurrent.locks.ReentrantLock());
        unserializable.add(new java.util.concurrent.CompletableFuture<>());
        unserializable.add(new Mistake("x"));
        unserializable.add(BigInteger.TWO.pow(40_000));
        return unserializable.build();
    }

    @ParameterizedTest
    @MethodSource("unserializable")
    void whatIsNoValueIsRefused(Object value) {
        for (Dialect dialect : Dialect.values()) {
            assertThatThrownBy(() -> Values.encode(dialect, value)).isInstanceOf(UnserializableValueException.class);
            assertThatThrownBy(() -> Values.encode(dialect, Map.of("in", List.of(value))))
                    .isInstanceOf(UnserializableValueException.class);
            assertThatThrownBy(() -> Values.encodeArguments(dialect, 1, value))
                    .isInstanceOf(UnserializableValueException.class);
        }
    }

    private record Node(String name, List<Object> children) {}

    @ParameterizedTest
    @EnumSource
    void cyclesAreRefused(Dialect dialect) {
        var children = new ArrayList<Object>();
        children.add(new Node("child", children));
        assertThatThrownBy(() -> Values.encode(dialect, new Node("root", children)))
                .isInstanceOf(UnserializableValueException.class)
                .hasMessageContaining("contains itself");
        var map = new HashMap<String, Object>();
        map.put("self", map);
        assertThatThrownBy(() -> Values.encode(dialect, map)).isInstanceOf(UnserializableValueException.class);
        Object[] array = new Object[1];
        array[0] = array;
        assertThatThrownBy(() -> Values.encode(dialect, array)).isInstanceOf(UnserializableValueException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatCanBeWrittenCanBeReadAtAnyDepth(Dialect dialect) {
        List<Object> leaves = dialect == Dialect.PLAIN_JSON
                ? List.of(1, BigInteger.ONE, Instant.EPOCH, Set.of(1))
                : List.of(1, BigInteger.ONE, Instant.EPOCH, new byte[1], Set.of(1));
        for (Object leaf : leaves) {
            for (int depth = 90; depth <= 101; depth++) {
                Object value = leaf;
                for (int i = 0; i < depth; i++) {
                    value = List.of(value);
                }
                byte[] bytes;
                try {
                    bytes = Values.encode(dialect, value);
                } catch (UnserializableValueException e) {
                    assertThat(depth).isGreaterThan(97);
                    continue;
                }
                assertThat(Values.<Object>decode(RawValue.of(bytes, dialect), Object.class))
                        .isNotNull();
                ItemScanner.of(RawValue.of(bytes, dialect)).value();
            }
        }
    }

    @Test
    void valuesAreBoundedInSize() {
        String large = "x".repeat(1024 * 1024);
        var list = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            list.add(large);
        }
        assertThatThrownBy(() -> Values.encode(Dialect.JSON, list))
                .isInstanceOf(UnserializableValueException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void codeThatFailsWhileBeingWrittenIsReportedWithItsCause() {
        var failing = new java.util.AbstractList<Integer>() {
            @Override
            public Integer get(int index) {
                throw new IllegalStateException("inside");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertThatThrownBy(() -> Values.encode(Dialect.JSON, Map.of("in", failing)))
                .isInstanceOf(UnserializableValueException.class)
                .hasRootCauseMessage("inside");
    }

    private static void assertBytes(byte[] actual, String expected) {
        assertThat(Bytes.hex(actual)).isEqualTo(Bytes.hex(Bytes.of(expected)));
    }
}
