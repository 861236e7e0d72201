package dev.dowel.protocol;

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

    /** An integer that is a JavaScript number: beyond 32 bits a float, because cbor-x would make a BigInt (protocol 3.2). */
    static void number(ByteSink sink, long value) {
        if (Numbers.fitsCborNumber(value)) {
            integer(sink, value);
        } else {
            float64(sink, value);
        }
    }

    static void float64(ByteSink sink, double value) {
        sink.put(FLOAT64);
        sink.putBigEndian(Double.doubleToRawLongBits(value), 8);
    }

    /** An unsigned integer in 8 bytes, however small: cbor-x makes a BigInt of it (protocol 4.2). */
    static void unsigned64(ByteSink sink, long value) {
        sink.put(UNSIGNED << 5 | 27);
        sink.putBigEndian(value, 8);
    }
}
