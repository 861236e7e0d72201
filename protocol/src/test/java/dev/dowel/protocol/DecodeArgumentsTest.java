package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments of a call: one type each, none too few, none too many, none converted. */
class DecodeArgumentsTest {

    private record Point(int x) {}

    private static Object[] json(String args, Type... types) {
        return Values.decodeArguments(Bytes.json(args), types, new boolean[types.length]);
    }

    @Test
    void eachArgumentHasItsType() {
        assertThat(json("[]")).isEmpty();
        assertThat(json(
                        " [ 5 , -6 , 2.5 , 3 , true , \"é\\n\" , {\"x\":1} , [\"$BigInt\",\"7\"] ] ",
                        int.class,
                        Long.class,
                        double.class,
                        Double.class,
                        Boolean.class,
                        String.class,
                        Point.class,
                        long.class))
                .containsExactly(5, -6L, 2.5, 3.0, true, "é\n", new Point(1), 7L);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "COMPAT_CBOR", "NATIVE_CBOR"})
    void everyDialectIsRead(Dialect dialect) {
        RawValue args = RawValue.of(
                Values.encodeArguments(
                        dialect, 5, 1700000000000L, Long.MAX_VALUE, -1L, 2.5, 4.0, true, "$é", new Point(1), null),
                dialect);
        Type[] types = {
            int.class,
            long.class,
            long.class,
            Long.class,
            double.class,
            int.class,
            boolean.class,
            String.class,
            Point.class,
            Point.class
        };
        boolean[] nullable = new boolean[10];
        nullable[9] = true;
        assertThat(Values.decodeArguments(args, types, nullable))
                .containsExactly(5, 1700000000000L, Long.MAX_VALUE, -1L, 2.5, 4, true, "$é", new Point(1), null);
    }

    @Test
    void anEscapedPairOfArgumentsIsUnescaped() {
        assertThat(json("[\"$$x\",1]", String.class, int.class)).containsExactly("$x", 1);
        assertThat(json("[\"$$$x\",1]", Object.class, Object.class)).containsExactly("$$x", 1L);
        assertThat(json("[\"$x\",1,2]", String.class, int.class, int.class)).containsExactly("$x", 1, 2);
        assertThat(json("[\"$x\"]", String.class)).containsExactly("$x");
        RawValue nativeArgs = Bytes.nativeCbor("82 63\"$$x\" 01");
        assertThat(Values.decodeArguments(nativeArgs, new Type[] {String.class, int.class}, new boolean[2]))
                .containsExactly("$$x", 1);
        assertThatThrownBy(() -> json("[\"$x\",1]", String.class, int.class))
                .hasMessageContaining("an unknown $ value");
    }

    @Test
    void whatIsNoArrayIsTheOnlyArgument() {
        assertThat(json("5", int.class)).containsExactly(5);
        assertThat(json("{\"x\":1}", Point.class)).containsExactly(new Point(1));
        assertThat(json("[\"$BigInt\",\"5\"]", long.class)).containsExactly(5L);
        assertThat(json("[\"$Undefined\",0]", Optional.class)).containsExactly(Optional.empty());
        assertThatThrownBy(() -> json("5")).hasMessage("The action takes 0 arguments, found 1.");
    }

    @Test
    void theNumberOfArgumentsMustFit() {
        assertThatThrownBy(() -> json("[1]", int.class, int.class))
                .isInstanceOf(WireException.class)
                .hasMessage("The action takes 2 arguments, found 1.");
        assertThatThrownBy(() -> json("[1,2,[3],{}]", int.class))
                .isInstanceOf(WireException.class)
                .hasMessage("The action takes 1 argument, found 4.");
        assertThatThrownBy(() -> json("[1,2,3]", int.class, Optional.class)).isInstanceOf(WireException.class);
    }

    private static String refusalOf(String args, Type... types) {
        try {
            json(args, types);
            return "accepted";
        } catch (WireException e) {
            return e.group() + "." + e.code();
        }
    }

    @Test
    void whatDoesNotFitIsToldApartFromWhatIsMalformed() {
        assertThat(refusalOf("[]", int.class)).isEqualTo("actor.validation_error");
        assertThat(refusalOf("[\"x\"]", int.class)).isEqualTo("actor.validation_error");
        assertThat(refusalOf("[null]", String.class)).isEqualTo("actor.validation_error");
        assertThat(refusalOf("[{\"x\":\"one\"}]", Point.class)).isEqualTo("actor.validation_error");
        assertThat(refusalOf("[1", int.class)).isEqualTo("actor.invalid_request");
        assertThat(refusalOf("[" + "[".repeat(200) + "]".repeat(200) + "]", Object.class))
                .isEqualTo("actor.invalid_request");
    }

    @Test
    void optionalArgumentsMayBeLeftOut() {
        assertThat(json("[1]", int.class, Optional.class, OptionalInt.class))
                .containsExactly(1, Optional.empty(), OptionalInt.empty());
        assertThat(json("[1,null,7]", int.class, Optional.class, OptionalInt.class))
                .containsExactly(1, Optional.empty(), OptionalInt.of(7));
        assertThat(Values.decodeArguments(
                        Bytes.json("[]"), new Type[] {String.class, Point.class}, new boolean[] {true, true}))
                .containsExactly(null, null);
        assertThatThrownBy(() -> Values.decodeArguments(
                        Bytes.json("[]"), new Type[] {String.class, Point.class}, new boolean[] {true, false}))
                .isInstanceOf(WireException.class);
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                Arguments.of(int.class, false),
                Arguments.of(String.class, false),
                Arguments.of(Point.class, false),
                Arguments.of(List.class, false),
                Arguments.of(Object.class, true));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsAnArgumentOnlyWhereItMayBe(Type type, boolean allowed) {
        for (String nothing : List.of("[null]", "[[\"$Undefined\",0]]")) {
            if (allowed) {
                assertThat(json(nothing, type)).containsExactly((Object) null);
            } else {
                assertThatThrownBy(() -> json(nothing, type))
                        .isInstanceOf(WireException.class)
                        .hasMessageStartingWith("args[0]: ")
                        .hasMessageEndingWith("found null.");
            }
            boolean[] nullable = {true};
            if (type == int.class) {
                assertThatThrownBy(() -> Values.decodeArguments(Bytes.json(nothing), new Type[] {type}, nullable))
                        .isInstanceOf(WireException.class);
            } else {
                assertThat(Values.decodeArguments(Bytes.json(nothing), new Type[] {type}, nullable))
                        .containsExactly((Object) null);
            }
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("[\"5\"]", int.class, "args[0]: an integer was expected, found a string."),
                Arguments.of(
                        "[5.5]",
                        long.class,
                        "args[0]: an integer was expected, found a number that is not an integer."),
                Arguments.of(
                        "[2147483648]", int.class, "args[0]: an integer of 32 bits was expected, found a larger one."),
                Arguments.of("[5]", String.class, "args[0]: a string was expected, found an integer."),
                Arguments.of("[1]", boolean.class, "args[0]: a boolean was expected, found an integer."),
                Arguments.of("[{\"x\":\"\"}]", Point.class, "args[0].x: an integer was expected, found a string."));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theMessageNamesThePlace(String args, Type type, String message) {
        assertThatThrownBy(() -> json(args, type))
                .isInstanceOf(WireException.class)
                .hasMessage(message);
    }

    /** The short way for single values must decide as the long way does. */
    @Test
    void theShortWayAgreesWithTheLongWay() {
        String[] values = {
            "0",
            "-0",
            "7",
            "-7",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "1.0",
            "1.5",
            "-0.0",
            "1e2",
            "1e-2",
            "1e400",
            "true",
            "false",
            "null",
            "\"\"",
            "\"x\"",
            "\"$x\"",
            "[]",
            "{}",
            "[\"$BigInt\",\"3\"]",
            "01",
            "1x",
            "tru",
            "\"\\ud800\""
        };
        Type[] types = {
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class,
            String.class
        };
        for (String value : values) {
            for (Type type : types) {
                assertSame(Bytes.json("[" + value + "]"), Bytes.json(value), type, value);
            }
        }
        String[] items = {
            "00",
            "17",
            "1818",
            "20",
            "1a7fffffff",
            "1a80000000",
            "3a7fffffff",
            "3a80000000",
            "1b7fffffffffffffff",
            "1b8000000000000000",
            "3bffffffffffffffff",
            "1b0000000000000001",
            "fb3ff0000000000000",
            "fb3ff8000000000000",
            "fb8000000000000000",
            "fb7ff8000000000000",
            "fb41dfffffffc00000",
            "f93c00",
            "fa3f800000",
            "f4",
            "f5",
            "f6",
            "f7",
            "60",
            "61\"x\"",
            "61ff",
            "7f61\"x\"ff",
            "c24101",
            "80",
            "a0",
            "18"
        };
        for (Dialect dialect : List.of(Dialect.NATIVE_CBOR, Dialect.COMPAT_CBOR)) {
            for (String item : items) {
                for (Type type : types) {
                    assertSame(
                            RawValue.of(Bytes.of("81" + item), dialect),
                            RawValue.of(Bytes.of(item), dialect),
                            type,
                            item);
                }
            }
        }
    }

    private static void assertSame(RawValue args, RawValue alone, Type type, String description) {
        Object shortWay;
        try {
            shortWay = Values.decodeArguments(args, new Type[] {type}, new boolean[1])[0];
        } catch (WireException e) {
            shortWay = "refused";
        }
        Object longWay;
        try {
            longWay = Binding.wire().read(alone, type, "x", false);
        } catch (WireException e) {
            longWay = "refused";
        }
        assertThat(shortWay).as("%s as %s", description, type).isEqualTo(longWay);
    }

    @Test
    void malformedArgumentsAreRefused() {
        for (String args :
                List.of("", "[", "[1", "[1,", "[1,]", "[1]]", "[1] 2", "[\"x]", "[1 2]", "nul", "{", "5 5")) {
            assertThatThrownBy(() -> json(args, Object.class)).isInstanceOf(WireException.class);
        }
        for (String args : List.of("", "81", "8101 01", "9f01", "82", "9b7fffffffffffffff01")) {
            assertThatThrownBy(
                            () -> Values.decodeArguments(Bytes.compat(args), new Type[] {Object.class}, new boolean[1]))
                    .isInstanceOf(WireException.class);
        }
    }
}
