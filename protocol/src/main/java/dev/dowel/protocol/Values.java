package dev.dowel.protocol;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Java values as bytes and back, in each {@link Dialect} (protocol 3.2).
 *
 * <p>Static; any thread.
 *
 * <p>Values are: numbers, {@code String}, {@code boolean}, {@code char}, {@code byte[]}, {@code BigInteger}, {@code
 * BigDecimal}, enums, the types of {@code java.time}, {@code UUID}, {@code URI}, {@code Optional}, records, classes by
 * their fields, alternatives of sealed types (with their simple name in a member {@code type}), and lists, sets, maps and
 * arrays of such. Nothing is converted silently: a string is no number, a fraction no integer, null no value.
 */
public final class Values {

    private static final byte[] UNDEFINED_JSON = "[\"$Undefined\",0]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNDEFINED_COMPAT = undefinedCompat();
    private static final byte[] UNDEFINED_CBOR = {(byte) CborBytes.UNDEFINED};

    private Values() {}

    private static byte[] undefinedCompat() {
        var sink = new ByteSink(16);
        CborBytes.head(sink, CborBytes.ARRAY, 2);
        CborBytes.text(sink, "$Undefined");
        CborBytes.integer(sink, 0);
        return sink.toByteArray();
    }

    /**
     * Writes a value. In JSON, NaN and the infinities become null; a long beyond 2^53 and every {@code BigInteger}
     * becomes a BigInt on the wire.
     *
     * @throws UnserializableValueException if the value or something in it has no representation, contains itself, is
     *     nested more than {@link Limits#NESTING_DEPTH} levels deep or larger than {@link Limits#ENCODED_VALUE_BYTES}
     */
    public static byte[] encode(Dialect dialect, @Nullable Object value) {
        var sink = new ByteSink(64, Limits.ENCODED_VALUE_BYTES);
        if (!FastScalars.write(sink, dialect, value)) {
            Binding.wire().write(sink, dialect, value);
        }
        return sink.toByteArray();
    }

    /**
     * Reads a value. {@code Object} stands for whatever it is: {@code Map<String, Object>}, {@code List}, {@code Set},
     * {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, {@code byte[]} or (in CBOR)
     * {@code Instant}.
     *
     * @return the value; null if it is null or undefined, unless the type is primitive or an {@code Optional}
     * @throws WireException {@code actor.invalid_request} if the bytes are malformed or are not a value of that type;
     *     the message names the place and the kinds, but no class and nothing of the value
     * @throws IllegalArgumentException if no value can be of that type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller says twice what it wants
    public static <T> @Nullable T decode(RawValue raw, Type type) {
        return (T) Binding.of(raw.dialect()).read(raw, type, "value", true);
    }

    /**
     * Reads the arguments of a call: an array with one element for each type. What is not an array is the only argument
     * (protocol 3.1). Null is accepted, and an argument may be left out, where {@code nullable} says so and for {@code
     * Optional}.
     *
     * @throws WireException {@code actor.validation_error} if there are too few or too many, or one is not of its type;
     *     {@code actor.invalid_request} if they are malformed
     * @throws IllegalArgumentException if no value can be of one of the types
     */
    public static @Nullable Object[] decodeArguments(RawValue args, Type[] types, boolean[] nullable) {
        return Arguments.read(args, types, nullable);
    }

    /**
     * Writes the arguments of a call or event as an array.
     *
     * @throws UnserializableValueException as {@link #encode}
     */
    public static byte[] encodeArguments(Dialect dialect, @Nullable Object... args) {
        return Arguments.write(dialect, args);
    }

    /** The encoded output of an action that returns nothing. */
    public static byte[] undefined(Dialect dialect) {
        byte[] shared = switch (dialect) {
            case JSON -> UNDEFINED_JSON;
            case COMPAT_CBOR -> UNDEFINED_COMPAT;
            case NATIVE_CBOR, STORAGE -> UNDEFINED_CBOR;
            case PLAIN_JSON -> JsonBytes.NULL;
        };
        return shared.clone();
    }

    /**
     * Checks that values of a type can be read, for mistakes to be found when an actor is registered.
     *
     * @throws IllegalArgumentException if not; the message names the type
     */
    public static void checkReadable(Type type) {
        Binding.wire().check(type);
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
