package dev.dowel.runtime;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import java.nio.ByteBuffer;

/**
 * An actor's state as it is stored. Immutable.
 *
 * <p>Its bytes are the format byte {@value #FORMAT} and the value as CBOR, which is version 1 of the state; or the format byte
 * {@value #VERSIONED}, the version in four bytes, highest first, and the value as CBOR.
 *
 * @param version of the state's type, which upgrades count up
 * @param value the state
 */
public record StoredState(int version, RawValue value) {

    private static final byte FORMAT = 1;
    private static final byte VERSIONED = 2;
    private static final int VERSIONED_HEAD = 5;

    /**
     * Takes stored bytes apart. Does not look at the value.
     *
     * @throws IllegalStateException if they are of no format that this version reads
     */
    public static StoredState of(byte[] stored) {
        if (stored.length > 0 && stored[0] == FORMAT) {
            return new StoredState(1, valueBehind(1, stored));
        }
        if (stored.length > VERSIONED_HEAD && stored[0] == VERSIONED) {
            return new StoredState(ByteBuffer.wrap(stored).getInt(1), valueBehind(VERSIONED_HEAD, stored));
        }
        throw new IllegalStateException("The stored state has format " + (stored.length == 0 ? "none" : stored[0])
                + "; this version reads the formats " + FORMAT + " and " + VERSIONED + ".");
    }

    private static RawValue valueBehind(int head, byte[] stored) {
        return new RawValue(stored, head, stored.length - head, Dialect.STORAGE);
    }

    /**
     * The bytes to store.
     *
     * @param value in {@link Dialect#STORAGE}
     */
    public static byte[] bytes(int version, byte[] value) {
        ByteBuffer bytes = version == 1
                ? ByteBuffer.allocate(value.length + 1).put(FORMAT)
                : ByteBuffer.allocate(value.length + VERSIONED_HEAD)
                        .put(VERSIONED)
                        .putInt(version);
        return bytes.put(value).array();
    }
}
