package dev.dowel.protocol;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;

/**
 * Writes a value in one of the JSON dialects.
 *
 * <p>Not thread safe; one value each.
 */
final class JsonValueGenerator extends ValueGenerator {

    JsonValueGenerator(ByteSink sink, Dialect dialect) {
        super(sink, dialect);
    }

    @Override
    void separate(int precedingElements) {
        if (precedingElements > 0) {
            sink.put(',');
        }
    }

    @Override
    void open(boolean object) {
        sink.put(object ? '{' : '[');
    }

    @Override
    void close(boolean object, int start, int count) {
        sink.put(object ? '}' : ']');
    }

    @Override
    void openSet() {
        if (dialect.substitutes()) {
            sink.putAscii("[\"$Set\",");
        }
    }

    @Override
    void closeSet() {
        if (dialect.substitutes()) {
            sink.put(']');
        }
    }

    @Override
    void putName(String name) {
        JsonBytes.string(sink, name);
        sink.put(':');
    }

    @Override
    void putString(String text) {
        JsonBytes.string(sink, text);
    }

    @Override
    void putNull() {
        sink.put(JsonBytes.NULL);
    }

    @Override
    void putBoolean(boolean value) {
        sink.put(value ? JsonBytes.TRUE : JsonBytes.FALSE);
    }

    @Override
    void putLong(long value) {
        if (!Numbers.isSafe(value)) {
            checkDepth(1);
        }
        JsonBytes.number(sink, dialect, value);
    }

    @Override
    void putDouble(double value) {
        JsonBytes.number(sink, value);
    }

    @Override
    void putBigInteger(BigInteger value) {
        if (dialect.substitutes()) {
            pair("$BigInt", value.toString());
        } else {
            sink.putAscii(value.toString());
        }
    }

    @Override
    void putBytes(byte[] bytes) {
        if (!dialect.substitutes()) {
            throw new UnserializableValueException("Plain JSON has no form for bytes.");
        }
        pair("$Uint8Array", Base64.getEncoder().encodeToString(bytes));
    }

    private void pair(String tag, String ascii) {
        sink.putAscii("[\"");
        sink.putAscii(tag);
        sink.putAscii("\",\"");
        sink.putAscii(ascii);
        sink.putAscii("\"]");
    }

    @Override
    void putInstant(Instant instant) {
        JsonBytes.string(sink, instant.toString());
    }

    @Override
    void escapeString(int start) {
        sink.insert(start + 1, '$');
    }
}
