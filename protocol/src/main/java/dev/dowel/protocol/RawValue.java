package dev.dowel.protocol;

import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that is still bytes: a slice of a received message, and the dialect to read it in. It does not copy, so the
 * message stays in memory as long as the slice does.
 *
 * <p>Immutable, as long as nobody writes to the array. Equal values have equal bytes and dialects.
 *
 * @param bytes the array that holds the value
 * @param offset where the value begins
 * @param length how many bytes it has
 * @param dialect how to read it
 */
@SuppressWarnings("ArrayRecordComponent") // a slice: copying would defeat it; equals is defined below
public record RawValue(byte[] bytes, int offset, int length, Dialect dialect) {

    public RawValue {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException("slice " + offset + "+" + length + " of " + bytes.length + " bytes");
        }
    }

    /** A value that fills the whole array. */
    public static RawValue of(byte[] bytes, Dialect dialect) {
        return new RawValue(bytes, 0, bytes.length, dialect);
    }

    /**
     * Reads the value, which must not be null; see {@link Values#decode}, which allows null.
     *
     * @throws WireException if the bytes are malformed, are not a value of that type, or are null
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the caller says twice what it wants
    public <T> T decode(Type type) {
        T value = Values.decode(this, type);
        if (value == null) {
            throw WireException.invalidRequest("A value was expected, found null.");
        }
        return value;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawValue that
                && dialect == that.dialect
                && Arrays.equals(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = dialect.hashCode();
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Says how long it is, not what is in it: values of users do not belong in logs. */
    @Override
    public String toString() {
        return "RawValue[" + dialect + ", " + length + " bytes]";
    }
}
