package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.util.AccessPattern;

/**
 * Reads a value that has no parts, strictly: what is not of its kind is an error, never converted.
 *
 * <p>Immutable.
 */
final class ScalarReader<T> extends StdScalarDeserializer<T> {

    /** Reads the token a parser is at. */
    @FunctionalInterface
    interface Reading<T> {
        /** The value, or null if the token is of the wrong kind. */
        @Nullable
        T read(JsonParser parser);
    }

    private final String expected;
    private final transient Reading<? extends T> reading;
    private final boolean lenient;
    private final @Nullable T absent;

    /**
     * A reader.
     *
     * @param expected what is read, with an article, for messages
     * @param lenient whether null and missing values are read as {@code absent}; otherwise they are errors
     */
    ScalarReader(Class<?> type, String expected, Reading<? extends T> reading, boolean lenient, @Nullable T absent) {
        super(type);
        this.expected = expected;
        this.reading = reading;
        this.lenient = lenient;
        this.absent = absent;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        T value = reading.read(parser);
        if (value == null) {
            throw MismatchException.of(parser, expected);
        }
        return value;
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return orAbsent(context, "null");
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return orAbsent(context, "nothing");
    }

    private @Nullable T orAbsent(DeserializationContext context, String found) {
        if (!lenient) {
            throw MismatchException.of(context.getParser(), expected, found);
        }
        return absent;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return AccessPattern.DYNAMIC;
    }
}
