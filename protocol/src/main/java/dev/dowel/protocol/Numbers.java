package dev.dowel.protocol;

import java.math.BigInteger;

/**
 * Which Java integers JavaScript numbers can hold (protocol 3.2).
 *
 * <p>Static; any thread.
 */
final class Numbers {

    /** The largest integer up to which every integer is a JavaScript number: 2^53 - 1. */
    static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private Numbers() {}

    static boolean isSafe(long value) {
        return value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER;
    }

    /** Whether cbor-x reads the value as a number when it is written as a CBOR integer: less than 32 bits of magnitude. */
    static boolean fitsCborNumber(long value) {
        return value >= -0x1_0000_0000L && value < 0x1_0000_0000L;
    }

    /** A non-negative decimal integer of at most 63 bits; -1 if the text is not one. */
    static long parseId(String text) {
        if (text.isEmpty() || text.length() > 19) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        // 19 digits overflow at most once, into the sign.
        return value;
    }

    /** The id a float stands for; -1 if it is not a non-negative integer that floats can hold exactly. */
    static long idOf(double value) {
        return value >= 0 && value <= MAX_SAFE_INTEGER && value == Math.rint(value) ? (long) value : -1;
    }

    /** A {@code Long} if the integer fits, or the integer itself. */
    static Object narrowed(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /** Whether it is one of Java's own integer types. */
    static boolean isPlainInteger(Number number) {
        return switch (number) {
            case Long _, Integer _, Short _, Byte _, BigInteger _ -> true;
            default -> false;
        };
    }
}
