package dev.dowel.protocol;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Java values as bytes and back, in each {@link Dialect} (protocol 3.2).
 *
 * <p>Static; any thread.
 */
public final class Values {

    private static final byte[] UNDEFINED_JSON = "[\"$Undefined\",0]".getBytes(StandardCharsets.US_ASCII);

    private Values() {}

    public static byte[] encode(Dialect dialect, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    public static <T> @Nullable T decode(RawValue raw, Type type) {
        throw new UnsupportedOperationException();
    }

    public static @Nullable Object[] decodeArguments(RawValue args, Type[] types, boolean[] nullable) {
        throw new UnsupportedOperationException();
    }

    public static byte[] encodeArguments(Dialect dialect, @Nullable Object... args) {
        throw new UnsupportedOperationException();
    }

    /** The encoded "no value" output. Callers must not write to it. */
    public static byte[] undefined(Dialect dialect) {
        return UNDEFINED_JSON.clone();
    }

    /** The metadata of an error as bytes; null if there is none, or none that can be encoded. */
    static byte @Nullable [] encodeMetadata(Dialect dialect, ErrorBody error) {
        if (error.metadata() == null) {
            return null;
        }
        try {
            return encode(dialect, error.metadata());
        } catch (UnserializableValueException e) {
            return null;
        }
    }
}
