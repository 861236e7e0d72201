package dev.dowel.protocol;

/**
 * How a single value is written as bytes (protocol 3.2). An {@link Encoding} says how a message is framed, a dialect how
 * the values inside it look.
 *
 * <p>Immutable.
 */
public enum Dialect {
    /** JSON in which values JSON lacks are 2-element arrays such as {@code ["$BigInt","1"]}. */
    JSON,
    /** CBOR with the same 2-element arrays: payloads of bare messages, everything sent to cbor clients, actor input. */
    COMPAT_CBOR,
    /** CBOR that uses CBOR's own tags and types and escapes nothing: what clients in cbor mode send. */
    NATIVE_CBOR,
    /** Lossless CBOR for state at rest. Never on the wire; tolerates members that came or went with a new version. */
    STORAGE,
    /** JSON as everybody writes it, where a 2-element array is one: connection parameters. */
    PLAIN_JSON;

    boolean isJson() {
        return this == JSON || this == PLAIN_JSON;
    }

    /** Whether values that JSON lacks are 2-element arrays whose first element begins with $. */
    boolean substitutes() {
        return this == JSON || this == COMPAT_CBOR;
    }
}
