package dev.dowel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares untyped values by what they mean: 1 is the same number as an int, a long or a double. Static; any thread. */
final class Same {

    private Same() {}

    static void values(@Nullable Object actual, @Nullable Object expected) {
        assertThat(plain(actual)).isEqualTo(plain(expected));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigInteger number -> new BigDecimal(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            case Double number -> new BigDecimal(number).stripTrailingZeros();
            case Number number -> new BigDecimal(number.longValue()).stripTrailingZeros();
            case byte[] bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            case List<?> list -> list.stream().map(Same::plain).toList();
            case Set<?> set -> {
                Set<@Nullable Object> plain = new LinkedHashSet<>();
                set.forEach(each -> plain.add(plain(each)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
                map.forEach((key, each) -> plain.put(key, plain(each)));
                yield plain;
            }
            default -> value;
        };
    }
}
