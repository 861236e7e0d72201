package dev.dowel.protocol;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;

/**
 * Writes a value in one of the CBOR dialects.
 *
 * <p>Not thread safe; one value each.
 */
final class CborValueGenerator extends ValueGenerator {

    CborValueGenerator(ByteSink sink, Dialect dialect) {
        super(sink, dialect);
    }

    @Override
    void separate(int precedingElements) {}

    /** Leaves one byte for the head; it is written when the count is known. */
    @Override
    void open(boolean object) {
        sink.put(0);
    }

    @Override
    void close(boolean object, int start, int count) {
        CborBytes.replaceHead(sink, start, 1, object ? CborBytes.MAP : CborBytes.ARRAY, count);
    }

    @Override
    void openSet() {
        if (dialect == Dialect.COMPAT_CBOR) {
            CborBytes.head(sink, CborBytes.ARRAY, 2);
            CborBytes.text(sink, "$Set");
        } else {
            CborBytes.head(sink, CborBytes.TAG, CborTags.SET);
        }
    }

    @Override
    void closeSet() {}

    @Override
    void putName(String name) {
        CborBytes.text(sink, name);
    }

    @Override
    void putString(String text) {
        CborBytes.text(sink, text);
    }

    @Override
    void putNull() {
        sink.put(CborBytes.NULL);
    }

    @Override
    void putBoolean(boolean value) {
        sink.put(value ? CborBytes.TRUE : CborBytes.FALSE);
    }

    @Override
    void putLong(long value) {
        if (!Numbers.isSafe(value)) {
            checkDepth(1);
        }
        CborBytes.number(sink, dialect, value);
    }

    @Override
    void putDouble(double value) {
        CborBytes.float64(sink, value);
    }

    @Override
    void putBigInteger(BigInteger value) {
        if (dialect.substitutes()) {
            pair("$BigInt", value.toString());
        } else if (dialect == Dialect.NATIVE_CBOR && value.bitLength() < Long.SIZE) {
            CborBytes.integer64(sink, value.longValue());
        } else {
            CborBytes.bignum(sink, value);
        }
    }

    @Override
    void putBytes(byte[] bytes) {
        if (dialect.substitutes()) {
            pair("$Uint8Array", Base64.getEncoder().encodeToString(bytes));
            return;
        }
        if (dialect == Dialect.NATIVE_CBOR) {
            CborBytes.head(sink, CborBytes.TAG, CborTags.UINT8_ARRAY);
        }
        CborBytes.bytes(sink, bytes);
    }

    private void pair(String tag, String ascii) {
        CborBytes.head(sink, CborBytes.ARRAY, 2);
        CborBytes.text(sink, tag);
        CborBytes.head(sink, CborBytes.TEXT, ascii.length());
        sink.putAscii(ascii);
    }

    @Override
    void putInstant(Instant instant) {
        long seconds = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (dialect == Dialect.STORAGE) {
            // RFC 9581: the only form that is exact and needs no parsing of text when an actor wakes.
            CborBytes.head(sink, CborBytes.TAG, CborTags.DATE_MAP);
            CborBytes.head(sink, CborBytes.MAP, 2);
            CborBytes.integer(sink, CborTags.DATE_SECONDS);
            CborBytes.integer(sink, seconds);
            CborBytes.integer(sink, CborTags.DATE_NANOS);
            CborBytes.integer(sink, nanos);
            return;
        }
        CborBytes.head(sink, CborBytes.TAG, CborTags.DATE_NUMBER);
        if (nanos == 0 && seconds >= 0 && Numbers.fitsCborNumber(seconds)) {
            CborBytes.integer(sink, seconds);
        } else {
            CborBytes.float64(sink, seconds + nanos / 1e9);
        }
    }

    @Override
    void escapeString(int start) {
        CborBytes.escapeText(sink, start);
    }
}
