package dev.dowel.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads numbers as each Java type. Integers may be written as integers, as BigInts, or as floats without a fraction,
 * because JavaScript has one type for both; they must be in range. Null stands for a token that is not such a number.
 *
 * <p>Static; any thread.
 */
final class NumberReading {

    private NumberReading() {}

    static @Nullable Long int64(JsonParser parser) {
        return integer(parser, Long.SIZE);
    }

    static @Nullable Integer int32(JsonParser parser) {
        Long value = integer(parser, Integer.SIZE);
        return value == null ? null : value.intValue();
    }

    static @Nullable Short int16(JsonParser parser) {
        Long value = integer(parser, Short.SIZE);
        return value == null ? null : value.shortValue();
    }

    static @Nullable Byte int8(JsonParser parser) {
        Long value = integer(parser, Byte.SIZE);
        return value == null ? null : value.byteValue();
    }

    private static @Nullable Long integer(JsonParser parser, int bits) {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            double value = parser.getDoubleValue();
            if (value != Math.rint(value) || Double.isInfinite(value)) {
                return null;
            }
            return value >= -0x1p63 && value < 0x1p63 ? inRange(parser, (long) value, bits) : outOfRange(parser, bits);
        }
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return null;
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger value = parser.getBigIntegerValue();
            return value.bitLength() < Long.SIZE ? inRange(parser, value.longValue(), bits) : outOfRange(parser, bits);
        }
        return inRange(parser, parser.getLongValue(), bits);
    }

    private static Long inRange(JsonParser parser, long value, int bits) {
        long sign = value >> (bits - 1);
        return sign == 0 || sign == -1 ? Long.valueOf(value) : outOfRange(parser, bits);
    }

    private static Long outOfRange(JsonParser parser, int bits) {
        throw MismatchException.of(parser, "an integer of " + bits + " bits", "a larger one");
    }

    /** Rounds what has more digits than a double, as JavaScript does. */
    static @Nullable Double float64(JsonParser parser) {
        if (!isNumber(parser)) {
            return null;
        }
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value) && parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            throw MismatchException.of(parser, "a number of 64 bits", "a larger one");
        }
        return value;
    }

    static @Nullable Float float32(JsonParser parser) {
        Double value = float64(parser);
        if (value == null) {
            return null;
        }
        float narrow = value.floatValue();
        if (Float.isInfinite(narrow) && !value.isInfinite()) {
            throw MismatchException.of(parser, "a number of 32 bits", "a larger one");
        }
        return narrow;
    }

    static @Nullable BigInteger bigInteger(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getBigIntegerValue();
        }
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            double value = parser.getDoubleValue();
            return value == Math.rint(value) && !Double.isInfinite(value)
                    ? new BigDecimal(value).toBigIntegerExact()
                    : null;
        }
        return null;
    }

    /** A string, which is how decimals are written, or a number. */
    static @Nullable BigDecimal decimal(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return parseDecimal(parser.getString());
        }
        return isNumber(parser) && !parser.isNaN() ? parser.getDecimalValue() : null;
    }

    private static @Nullable BigDecimal parseDecimal(String text) {
        if (text.length() > Limits.NUMBER_DIGITS) {
            return null;
        }
        try {
            var value = new BigDecimal(text);
            // A huge exponent is cheap to write and ruinous to calculate with.
            return Math.abs((long) value.scale()) > Limits.NUMBER_DIGITS ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code Long}, {@code BigInteger} or {@code Double}. */
    static @Nullable Number any(JsonParser parser) {
        return isNumber(parser) ? parser.getNumberValue() : null;
    }

    private static boolean isNumber(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_NUMBER_INT) || parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT);
    }
}
