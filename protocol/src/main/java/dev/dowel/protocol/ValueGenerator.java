package dev.dowel.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what Jackson's data binding produces, with the substitutions of protocol 3.2 made. What is written is decided by
 * the subclass for the format; arrays, objects, nesting and the escape of pairs are handled here.
 *
 * <p>Not thread safe; one value each.
 */
abstract class ValueGenerator extends GeneratorDefaults {

    final ByteSink sink;
    final Dialect dialect;

    private int depth;
    private boolean[] isObject = new boolean[8];
    private boolean[] isSet = new boolean[8];
    private int[] counts = new int[8];
    private int[] starts = new int[8];

    /** Where the first string of an open array begins, if it may have to be escaped; otherwise -1. */
    private int[] dollars = new int[8];

    /** How many of the levels that are written Jackson does not know of: pairs and tags around sets. */
    private int hiddenDepth;

    ValueGenerator(ByteSink sink, Dialect dialect) {
        this.sink = sink;
        this.dialect = dialect;
    }

    // What a format decides

    abstract void separate(int precedingElements);

    abstract void open(boolean object);

    abstract void close(boolean object, int start, int count);

    abstract void openSet();

    abstract void closeSet();

    abstract void putName(String name);

    abstract void putString(String text);

    abstract void putNull();

    abstract void putBoolean(boolean value);

    abstract void putLong(long value);

    abstract void putDouble(double value);

    // The following three may be written as a pair or with a tag, one level deeper.

    abstract void putBigInteger(BigInteger value);

    abstract void putBytes(byte[] bytes);

    abstract void putInstant(Instant instant);

    /** Puts one more $ in front of a string that was written at that index. */
    abstract void escapeString(int start);

    // Structure

    private void beforeValue() {
        if (depth > 0 && !isObject[depth - 1]) {
            separate(counts[depth - 1]++);
        }
    }

    /** Fails if the levels that are open and some more are too many. */
    final void checkDepth(int more) {
        if (depth + hiddenDepth + more > Limits.NESTING_DEPTH) {
            throw new UnserializableValueException(
                    "The value is nested more than " + Limits.NESTING_DEPTH + " levels deep, or contains itself.");
        }
    }

    private void push(boolean object, boolean set) {
        checkDepth(1);
        if (depth == counts.length) {
            isObject = Arrays.copyOf(isObject, 2 * depth);
            isSet = Arrays.copyOf(isSet, 2 * depth);
            counts = Arrays.copyOf(counts, 2 * depth);
            starts = Arrays.copyOf(starts, 2 * depth);
            dollars = Arrays.copyOf(dollars, 2 * depth);
        }
        isObject[depth] = object;
        isSet[depth] = set;
        counts[depth] = 0;
        starts[depth] = sink.length();
        dollars[depth] = -1;
        depth++;
        open(object);
    }

    @Override
    public JsonGenerator writeStartArray() {
        beforeValue();
        push(false, false);
        return this;
    }

    @Override
    public JsonGenerator writeStartArray(Object forValue) {
        if (!(forValue instanceof Set)) {
            return writeStartArray();
        }
        beforeValue();
        hiddenDepth++;
        openSet();
        push(false, true);
        return this;
    }

    @Override
    public JsonGenerator writeStartArray(Object forValue, int size) {
        return writeStartArray(forValue);
    }

    @Override
    public JsonGenerator writeEndArray() {
        depth--;
        if (counts[depth] == 2 && dollars[depth] >= 0) {
            escapeString(dollars[depth]);
        }
        close(false, starts[depth], counts[depth]);
        if (isSet[depth]) {
            closeSet();
            hiddenDepth--;
        }
        return this;
    }

    @Override
    public JsonGenerator writeStartObject() {
        beforeValue();
        push(true, false);
        return this;
    }

    @Override
    public JsonGenerator writeStartObject(Object forValue) {
        return writeStartObject();
    }

    @Override
    public JsonGenerator writeStartObject(Object forValue, int size) {
        return writeStartObject();
    }

    @Override
    public JsonGenerator writeEndObject() {
        depth--;
        close(true, starts[depth], counts[depth]);
        return this;
    }

    @Override
    public JsonGenerator writeName(String name) {
        separate(counts[depth - 1]++);
        putName(name);
        return this;
    }

    /** Whether the value that is about to be written may make its array look like a substitute. Sets are none. */
    private boolean isFirstOfArray() {
        int top = depth - 1;
        return dialect.substitutes() && top >= 0 && counts[top] == 1 && !isObject[top] && !isSet[top];
    }

    // Scalars

    @Override
    public JsonGenerator writeString(String text) {
        if (text == null) {
            return writeNull();
        }
        beforeValue();
        if (text.startsWith("$") && isFirstOfArray()) {
            dollars[depth - 1] = sink.length();
        }
        putString(text);
        return this;
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        beforeValue();
        checkDepth(1);
        putBytes(offset == 0 && length == data.length ? data : Arrays.copyOfRange(data, offset, offset + length));
        return this;
    }

    @Override
    public JsonGenerator writeNumber(long value) {
        beforeValue();
        putLong(value);
        return this;
    }

    @Override
    public JsonGenerator writeNumber(BigInteger value) {
        if (value == null) {
            return writeNull();
        }
        if (value.bitLength() > Limits.NUMBER_DIGITS * 10L / 3) {
            throw new UnserializableValueException("An integer has more than " + Limits.NUMBER_DIGITS + " digits.");
        }
        beforeValue();
        checkDepth(1);
        putBigInteger(value);
        return this;
    }

    @Override
    public JsonGenerator writeNumber(double value) {
        beforeValue();
        putDouble(value);
        return this;
    }

    /** As a string, because JavaScript has no decimals and a number would lose digits. */
    @Override
    public JsonGenerator writeNumber(BigDecimal value) {
        return value == null ? writeNull() : writeString(value.toString());
    }

    @Override
    public JsonGenerator writeBoolean(boolean value) {
        beforeValue();
        putBoolean(value);
        return this;
    }

    @Override
    public JsonGenerator writeNull() {
        beforeValue();
        putNull();
        return this;
    }

    final void writeInstant(Instant instant) {
        beforeValue();
        checkDepth(2);
        putInstant(instant);
    }

    @Override
    public Object streamWriteOutputTarget() {
        return sink;
    }
}
