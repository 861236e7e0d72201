package dev.dowel.protocol;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random values that a dialect can hold without loss. */
final class RandomValues {

    private static final String[] TEXTS = {
        "",
        "a",
        "$",
        "$x",
        "$$x",
        "$BigInt",
        "$Undefined",
        "$Set",
        "é",
        "\ud83d\ude00",
        "\"\\\n\t\u0001\u007f",
        "/",
        "x".repeat(23),
        "x".repeat(24),
        "x".repeat(255),
        "x".repeat(256),
        "type",
        "body"
    };

    private final Random random;
    private final Dialect dialect;

    RandomValues(Random random, Dialect dialect) {
        this.random = random;
        this.dialect = dialect;
    }

    String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    BigInteger big() {
        return new BigInteger(random.nextInt(1, 200), random).subtract(BigInteger.valueOf(1_000_000));
    }

    /** CBOR on the wire has dates to the microsecond, and clients to the millisecond. */
    Instant instant() {
        long millis = random.nextLong() >> random.nextInt(22, 64);
        return dialect == Dialect.COMPAT_CBOR || dialect == Dialect.NATIVE_CBOR
                ? Instant.ofEpochMilli(millis)
                : Instant.ofEpochMilli(millis).plusNanos(random.nextInt(1_000_000));
    }

    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2, 3 -> number();
            case 4 -> random.nextGaussian();
            case 5, 6 -> text();
            case 7 -> big();
            case 8 -> dialect.isJson() ? text() : instant();
            case 9, 10 -> list(depth);
            case 11 -> new LinkedHashSet<>(list(0));
            default -> map(depth);
        };
    }

    private List<@Nullable Object> list(int depth) {
        var elements = new ArrayList<@Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth - 1));
        }
        if (depth > 0 && random.nextInt(4) == 0) {
            elements.add(bytes());
        }
        return elements;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Map<String, @Nullable Object> map(int depth) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(text(), value(depth - 1));
        }
        return members;
    }
}
