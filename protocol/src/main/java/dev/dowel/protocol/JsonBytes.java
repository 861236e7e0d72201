package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Appends pieces of JSON.
 *
 * <p>Static; as thread safe as the sink, which is not.
 */
final class JsonBytes {

    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private static final String HEX = "0123456789abcdef";

    private JsonBytes() {}

    /** A string literal. Halves of surrogate pairs become escapes, as in {@code JSON.stringify}. */
    static void string(ByteSink sink, String text) {
        sink.put('"');
        int plain = 0;
        int length = text.length();
        while (plain < length && isPlainAscii(text.charAt(plain))) {
            plain++;
        }
        if (plain == length) {
            sink.putAscii(text);
        } else {
            sink.putAscii(text.substring(0, plain));
            escaped(sink, text, plain);
        }
        sink.put('"');
    }

    private static boolean isPlainAscii(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private static void escaped(ByteSink sink, String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlainAscii(c)) {
                sink.put(c);
            } else if (c < 0x80) {
                escape(sink, c);
            } else if (c < 0x800) {
                sink.put(0xc0 | (c >> 6));
                sink.put(0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                sink.put(0xe0 | (c >> 12));
                sink.put(0x80 | ((c >> 6) & 0x3f));
                sink.put(0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                supplementary(sink, Character.toCodePoint(c, text.charAt(++i)));
            } else {
                unicodeEscape(sink, c);
            }
        }
    }

    private static void supplementary(ByteSink sink, int codePoint) {
        sink.put(0xf0 | (codePoint >> 18));
        sink.put(0x80 | ((codePoint >> 12) & 0x3f));
        sink.put(0x80 | ((codePoint >> 6) & 0x3f));
        sink.put(0x80 | (codePoint & 0x3f));
    }

    private static void escape(ByteSink sink, char c) {
        switch (c) {
            case '"' -> sink.putAscii("\\\"");
            case '\\' -> sink.putAscii("\\\\");
            case '\b' -> sink.putAscii("\\b");
            case '\f' -> sink.putAscii("\\f");
            case '\n' -> sink.putAscii("\\n");
            case '\r' -> sink.putAscii("\\r");
            case '\t' -> sink.putAscii("\\t");
            case 0x7f -> sink.put(c);
            default -> unicodeEscape(sink, c);
        }
    }

    private static void unicodeEscape(ByteSink sink, char c) {
        sink.putAscii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            sink.put(HEX.charAt((c >> shift) & 0xf));
        }
    }

    static void integer(ByteSink sink, long value) {
        if (value >= 0 && value < 10) {
            sink.put('0' + (int) value);
        } else {
            sink.putAscii(Long.toString(value));
        }
    }

    /** A number; NaN and the infinities become null, as in {@code JSON.stringify}. */
    static void number(ByteSink sink, double value) {
        if (!Double.isFinite(value)) {
            sink.put(NULL);
        } else if (value == Math.rint(value) && Math.abs(value) <= Numbers.MAX_SAFE_INTEGER && !isNegativeZero(value)) {
            integer(sink, (long) value);
        } else {
            sink.putAscii(Double.toString(value));
        }
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    /** An integer, as a number if JavaScript has it and as a BigInt otherwise. */
    static void number(ByteSink sink, Dialect dialect, long value) {
        if (dialect == Dialect.PLAIN_JSON || Numbers.isSafe(value)) {
            integer(sink, value);
        } else {
            bigInt(sink, value);
        }
    }

    /** {@code ["$BigInt","n"]}. */
    static void bigInt(ByteSink sink, long value) {
        sink.putAscii("[\"$BigInt\",\"");
        integer(sink, value);
        sink.putAscii("\"]");
    }
}
