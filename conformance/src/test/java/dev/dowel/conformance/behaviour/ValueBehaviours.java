package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorHandle;
import dev.dowel.TypeToken;
import dev.dowel.protocol.Encoding;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What values become on their way to an actor and back. */
final class ValueBehaviours {

    private static final long SAFE = (1L << 53) - 1;
    private static final BigInteger TWO = BigInteger.TWO;

    private ValueBehaviours() {}

    static void add(Behaviours all) {
        numbers(all);
        all.bothWays("plain values survive untyped", "echo", (scene, echo) -> {
            for (Object value : plainValues()) {
                Same.values(untyped(echo, value), value);
            }
            assertThat(((Number) untyped(echo, 0x1p63)).doubleValue()).isEqualTo(0x1p63);
        });
        bytesAndDates(all);
        collections(all);
        records(all);
    }

    private static @Nullable Object untyped(ActorHandle<Object> echo, @Nullable Object value) {
        return echo.call("untyped", Object.class, value);
    }

    private static List<@Nullable Object> plainValues() {
        return Arrays.asList(
                null,
                true,
                false,
                0,
                1,
                -1,
                23,
                24,
                255,
                256,
                65_535,
                65_536,
                1.5,
                -0.1,
                1e300,
                Double.MIN_VALUE,
                1L << 31,
                (1L << 32) - 1,
                1L << 32,
                -(1L << 32),
                -(1L << 32) - 1,
                1_700_000_000_000L,
                SAFE,
                -SAFE,
                "",
                "text",
                "quotes \" and \\ and \n and \u0000",
                "é ✓ 漢字 🎉",
                List.of(),
                Arrays.asList(1, "two", List.of(3, List.of(4)), null),
                Map.of(),
                Map.of("a", 1, "b", Map.of("c", Arrays.asList(true, null)), "with space", "", "é", "é"));
    }

    private static void numbers(Behaviours all) {
        all.bothWays("whole numbers keep their value at every bound", "echo", (scene, echo) -> {
            for (long value : new long[] {
                0, 1, -1, (1L << 31) - 1, 1L << 31, (1L << 32) - 1, 1L << 32, SAFE, -SAFE, 1_700_000_000_000L
            }) {
                assertThat(echo.call("whole", Long.class, value)).isEqualTo(value);
            }
            long first = 1L << 32;
            assertThat(echo.call("bounds", new TypeToken<List<Long>>() {}))
                    .containsExactly(0L, -1L, first - 1, first, -first, -first - 1, SAFE, -SAFE, SAFE + 1);
        });
        all.bothWays("fractions", "echo", (scene, echo) -> {
            for (double value : new double[] {0, 1, 0.5, -1.25, 1e21, Double.MAX_VALUE, Double.MIN_VALUE}) {
                assertThat(echo.call("fraction", Double.class, value)).isEqualTo(value);
            }
        });
        all.bothWays("big integers", "echo", (scene, echo) -> {
            for (BigInteger value : List.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    BigInteger.ONE.negate(),
                    TWO.pow(53),
                    TWO.pow(63).subtract(BigInteger.ONE),
                    TWO.pow(63).negate(),
                    TWO.pow(64),
                    BigInteger.TEN.pow(100),
                    BigInteger.TEN.pow(100).negate())) {
                assertThat(echo.call("big", BigInteger.class, value)).isEqualTo(value);
                Same.values(untyped(echo, value), value);
            }
            assertThat(echo.call("whole", Long.class, BigInteger.valueOf(Long.MAX_VALUE)))
                    .isEqualTo(Long.MAX_VALUE);
            assertThat(echo.call("whole", Long.class, BigInteger.valueOf(12))).isEqualTo(12);
            fails("actor.validation_error", () -> echo.call("whole", Long.class, TWO.pow(63)));
            fails("actor.validation_error", () -> echo.call("small", Integer.class, TWO.pow(31)));
        });
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static void bytesAndDates(Behaviours all) {
        all.bothWays("bytes", "echo", (scene, echo) -> {
            for (byte[] value : List.of(new byte[0], new byte[] {9, 8}, allBytes())) {
                assertThat(echo.call("bytes", byte[].class, (Object) value)).isEqualTo(value);
                assertThat(untyped(echo, value)).isEqualTo(value);
                assertThat(echo.call("kind", String.class, (Object) value)).isEqualTo("byte[" + value.length + "]");
            }
            assertThat(echo.call("byteRange", byte[].class)).isEqualTo(allBytes());
            Same.values(untyped(echo, Map.of("deep", List.of(allBytes()))), Map.of("deep", List.of(allBytes())));
        });
        all.bothWays("dates", "echo", (scene, echo) -> {
            for (String value :
                    List.of("1970-01-01T00:00:00Z", "2031-02-03T04:05:06.789Z", "1969-12-31T23:59:59.500Z")) {
                Instant moment = Instant.parse(value);
                assertThat(echo.call("moment", Instant.class, moment)).isEqualTo(moment);
            }
            // JSON has no dates: a client sends text, and untyped it stays text.
            assertThat(echo.call("kind", String.class, Instant.EPOCH))
                    .isEqualTo(scene.encoding() == Encoding.JSON ? "String" : "Instant");
        });
    }

    private static void collections(Behaviours all) {
        all.bothWays("sets", "echo", (scene, echo) -> {
            var strings = new TypeToken<Set<String>>() {};
            assertThat(echo.call("letters", strings)).containsExactlyInAnyOrder("a", "b");
            assertThat(echo.call("set", strings, Set.of("x", "y"))).containsExactlyInAnyOrder("x", "y");
            Set<Object> nested = Set.of(1L, Set.of("deep"));
            Same.values(untyped(echo, nested), nested);
            assertThat(echo.call("set", strings, List.of("from", "array"))).containsExactlyInAnyOrder("from", "array");
        });
        all.bothWays("arrays that look like tags stay arrays", "echo", (scene, echo) -> {
            for (Object value : List.of(
                    List.of("$Undefined", 0),
                    List.of("$BigInt", "12"),
                    List.of("$x", 1),
                    Arrays.asList("$", null),
                    List.of("$$x", 1),
                    List.of("$x"),
                    List.of("$x", 1, 2),
                    List.of(List.of("$Set", List.of())),
                    Map.of("deep", List.of("$Uint8Array", "AAAA")))) {
                Same.values(untyped(echo, value), value);
            }
        });
        all.bothWays("lists and maps", "echo", (scene, echo) -> {
            List<Long> list = List.of(1L, 1L << 40, -3L);
            assertThat(echo.call("list", new TypeToken<List<Long>>() {}, list)).isEqualTo(list);
            Map<String, Long> map = Map.of("one", 1L, "", 0L, "é", 1L << 40);
            assertThat(echo.call("map", new TypeToken<Map<String, Long>>() {}, map))
                    .isEqualTo(map);
            assertThat(echo.call("kind", String.class, List.of(1, 2))).isEqualTo("List of 2");
            assertThat(echo.call("kind", String.class, Map.of("a", 1))).isEqualTo("Map of 1");
        });
    }

    /** A caller's own record of what the actor takes; it need not be the actor's. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Mirror(
            String text,
            long whole,
            double fraction,
            boolean yes,
            Instant at,
            byte[] bytes,
            BigInteger big,
            UUID id,
            List<Long> list,
            Map<String, Integer> map,
            Colour colour,
            @Nullable String absent) {}

    private enum Colour {
        GREEN
    }

    private static void records(Behaviours all) {
        all.bothWays("a record of everything", "echo", (scene, echo) -> {
            Map<String, @Nullable Object> sent = new HashMap<>();
            sent.put("text", "é");
            sent.put("whole", 1_700_000_000_000L);
            sent.put("fraction", 0.25);
            sent.put("yes", true);
            sent.put("at", Instant.parse("2031-02-03T04:05:06.789Z"));
            sent.put("bytes", new byte[] {1, 2, -1});
            sent.put("big", TWO.pow(70));
            sent.put("id", UUID.fromString("0c6a4a7c-8b0e-4d8b-9a0f-3f2b1c0d9e8f"));
            sent.put("list", List.of(1L, 2L));
            sent.put("map", Map.of("a", 1));
            sent.put("colour", "GREEN");
            Mirror back = echo.call("everything", Mirror.class, sent);
            assertThat(back.text()).isEqualTo("é");
            assertThat(back.whole()).isEqualTo(1_700_000_000_000L);
            assertThat(back.fraction()).isEqualTo(0.25);
            assertThat(back.yes()).isTrue();
            assertThat(back.at()).isEqualTo(Instant.parse("2031-02-03T04:05:06.789Z"));
            assertThat(back.bytes()).isEqualTo(new byte[] {1, 2, -1});
            assertThat(back.big()).isEqualTo(TWO.pow(70));
            assertThat(back.id()).isEqualTo(UUID.fromString("0c6a4a7c-8b0e-4d8b-9a0f-3f2b1c0d9e8f"));
            assertThat(back.list()).containsExactly(1L, 2L);
            assertThat(back.map()).isEqualTo(Map.of("a", 1));
            assertThat(back.colour()).isEqualTo(Colour.GREEN);
            assertThat(back.absent()).isNull();
            assertThat(echo.call("everything", Mirror.class, back).id()).isEqualTo(back.id());
        });
        all.bothWays("nothing is converted silently", "echo", (scene, echo) -> {
            refuses(echo, "whole", 1.5, "1", true, null);
            refuses(echo, "small", 1L << 31);
            refuses(echo, "text", 1);
            refuses(echo, "truth", "true", 1);
            refuses(echo, "list", Map.of("0", 1), List.of(1, "two"));
            refuses(echo, "everything", Map.of("text", "only"), "text");
            refuses(echo, "moment", "yesterday");
            refuses(echo, "bytes", "text");
        });
        all.bothWays("unicode is neither changed nor counted in bytes", "echo", (scene, echo) -> {
            String text = String.join("", Collections.nCopies(1000, "🎉"));
            assertThat(echo.call("text", String.class, text)).isEqualTo(text);
            assertThat(echo.call("lengthOf", Integer.class, text)).isEqualTo(2000);
        });
    }

    private static void refuses(ActorHandle<Object> echo, String action, @Nullable Object... values) {
        for (Object value : values) {
            fails("actor.validation_error", () -> echo.call(action, Object.class, value));
        }
    }
}
