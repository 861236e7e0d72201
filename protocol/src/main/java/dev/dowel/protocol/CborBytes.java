package dev.dowel.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Appends pieces of CBOR (RFC 8949), always of definite length.
 *
 * <p>Static; as thread safe as the sink, which is not.
 */
final class CborBytes {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    static final int UNDEFINED = 0xf7;
    static final int FLOAT64 = 0xfb;
    static final int BREAK = 0xff;

    private CborBytes() {}

    /** The head of an item: major type and argument, in the shortest form. */
    static void head(ByteSink sink, int major, long argument) {
        int type = major << 5;
        if (argument >= 0 && argument < 24) {
            sink.put(type | (int) argument);
        } else if (argument >= 0 && argument <= 0xff) {
            sink.put(type | 24);
            sink.put((int) argument);
        } else if (argument >= 0 && argument <= 0xffff) {
            sink.put(type | 25);
            sink.putBigEndian(argument, 2);
        } else if (argument >= 0 && argument <= 0xffff_ffffL) {
            sink.put(type | 26);
            sink.putBigEndian(argument, 4);
        } else {
            sink.put(type | 27);
            sink.putBigEndian(argument, 8);
        }
    }

    static void text(ByteSink sink, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(sink, TEXT, utf8.length);
        sink.put(utf8);
    }

    static void bytes(ByteSink sink, byte[] bytes) {
        head(sink, BYTES, bytes.length);
        sink.put(bytes);
    }

    static void integer(ByteSink sink, long value) {
        if (value >= 0) {
            head(sink, UNSIGNED, value);
        } else {
            head(sink, NEGATIVE, ~value);
        }
    }

    /** An integer, as a number if JavaScript has it and as a BigInt otherwise; at rest just an integer. */
    static void number(ByteSink sink, Dialect dialect, long value) {
        if (dialect == Dialect.STORAGE || Numbers.fitsCborNumber(value)) {
            integer(sink, value);
        } else if (Numbers.isSafe(value)) {
            // cbor-x would make a BigInt of an integer in 64 bits (protocol 3.2).
            float64(sink, (double) value);
        } else if (dialect == Dialect.NATIVE_CBOR) {
            integer64(sink, value);
        } else {
            head(sink, ARRAY, 2);
            text(sink, "$BigInt");
            text(sink, Long.toString(value));
        }
    }

    static void float64(ByteSink sink, double value) {
        sink.put(FLOAT64);
        sink.putBigEndian(Double.doubleToRawLongBits(value), 8);
    }

    /** An unsigned integer in 8 bytes, however small: cbor-x makes a BigInt of it (protocol 4.2). */
    static void unsigned64(ByteSink sink, long value) {
        sink.put((UNSIGNED << 5) | 27);
        sink.putBigEndian(value, 8);
    }

    /** An integer in 8 bytes, however small. */
    static void integer64(ByteSink sink, long value) {
        sink.put(((value < 0 ? NEGATIVE : UNSIGNED) << 5) | 27);
        sink.putBigEndian(value < 0 ? ~value : value, 8);
    }

    /** An integer of any size, as tagged bytes. */
    static void bignum(ByteSink sink, BigInteger value) {
        head(sink, TAG, value.signum() < 0 ? CborTags.NEGATIVE_BIGNUM : CborTags.BIGNUM);
        byte[] magnitude = (value.signum() < 0 ? value.not() : value).toByteArray();
        int zeros = magnitude.length > 1 && magnitude[0] == 0 ? 1 : 0;
        head(sink, BYTES, magnitude.length - zeros);
        sink.put(magnitude, zeros, magnitude.length - zeros);
    }

    /** Writes a head over the bytes of an earlier one, and makes room if it is longer. */
    static void replaceHead(ByteSink sink, int start, int oldLength, int major, long argument) {
        if (oldLength == 1 && argument < 24) {
            sink.set(start, (major << 5) | (int) argument);
            return;
        }
        var head = new ByteSink(9);
        head(head, major, argument);
        sink.replace(start, oldLength, head);
    }

    /** Puts one more $ in front of a text that was written at that index. */
    static void escapeText(ByteSink sink, int start) {
        int info = sink.get(start) & 0x1f;
        int headLength = 1 + (info < 24 ? 0 : 1 << (info - 24));
        long length = info < 24 ? info : 0;
        for (int i = 1; i < headLength; i++) {
            length = (length << 8) | (sink.get(start + i) & 0xff);
        }
        sink.insert(start + headLength, '$');
        replaceHead(sink, start, headLength, TEXT, length + 1);
    }
}
