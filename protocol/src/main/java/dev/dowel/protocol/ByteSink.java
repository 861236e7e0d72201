package dev.dowel.protocol;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing array that encoded bytes are appended to.
 *
 * <p>Not thread safe.
 */
final class ByteSink extends OutputStream {

    private final int limit;
    private byte[] bytes;
    private int length;

    /** A sink for a frame, whose parts have been bounded before. */
    ByteSink(int capacity) {
        this(capacity, Integer.MAX_VALUE - 8);
    }

    /** A sink that refuses to grow beyond {@code limit} bytes. */
    ByteSink(int capacity, int limit) {
        this.bytes = new byte[capacity];
        this.limit = limit;
    }

    void put(int b) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) b;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int offset, int count) {
        if (bytes.length - length < count) {
            grow(count);
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Appends a text that is known to be ASCII. */
    @SuppressWarnings("deprecation") // the deprecated method is the fast one, and right for ASCII
    void putAscii(String text) {
        int count = text.length();
        if (bytes.length - length < count) {
            grow(count);
        }
        text.getBytes(0, count, bytes, length);
        length += count;
    }

    /** Big-endian, the lowest {@code width} bytes of the value. */
    void putBigEndian(long value, int width) {
        for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
    }

    /** Puts a byte between those written before. */
    void insert(int index, int b) {
        put(0);
        System.arraycopy(bytes, index, bytes, index + 1, length - 1 - index);
        bytes[index] = (byte) b;
    }

    /** Puts other bytes, at least as many, in the place of some written before. */
    void replace(int index, int count, ByteSink other) {
        int more = other.length - count;
        for (int i = 0; i < more; i++) {
            put(0);
        }
        if (more > 0) {
            System.arraycopy(bytes, index + count, bytes, index + other.length, length - index - other.length);
        }
        System.arraycopy(other.bytes, 0, bytes, index, other.length);
    }

    void set(int index, int b) {
        bytes[index] = (byte) b;
    }

    byte get(int index) {
        return bytes[index];
    }

    /** Forgets everything. */
    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void grow(int more) {
        long wanted = (long) length + more;
        if (wanted > limit) {
            throw new UnserializableValueException("The encoded value is larger than " + limit + " bytes.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(wanted, 2L * bytes.length + 16)));
    }

    @Override
    public void write(int b) {
        put(b);
    }

    @Override
    public void write(byte[] source) {
        put(source);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        put(source, offset, count);
    }

    @Override
    public void close() {}
}
