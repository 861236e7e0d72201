package dev.dowel.protocol;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;

/**
 * Writes a value in {@link Dialect#JSON}.
 *
 * <p>Not thread safe; one value each.
 */
final class JsonValueGenerator extends ValueGenerator {

    JsonValueGenerator(ByteSink sink) {
        super(sink, Dialect.JSON);
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
        sink.putAscii("[\"$Set\",");
    }

    @Override
    void closeSet() {
        sink.put(']');
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
        JsonBytes.number(sink, value);
    }

    @Override
    void putDouble(double value) {
        JsonBytes.number(sink, value);
    }

    @Override
    void putBigInteger(BigInteger value) {
        pair("$BigInt", value.toString());
    }

    @Override
    void putBytes(byte[] bytes) {
        pair("$Uint8Array", Base64.getEncoder().encodeToString(bytes));
    }

    private void pair(String tag, String ascii) {
        checkDepth(1);
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
