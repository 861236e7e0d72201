package dev.dowel.rocksdb;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array that keys, values and batches are written into. Confined to one thread.
 *
 * <p>Integers that order keys are big-endian. Lengths are unsigned LEB128, which is also RocksDB's varint32.
 */
final class BytesOut {

    private byte[] bytes;
    private int size;

    BytesOut(int capacity) {
        bytes = new byte[capacity];
    }

    BytesOut octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    BytesOut fixed64(long value) {
        reserve(Long.BYTES);
        for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    BytesOut fixed32(int value) {
        reserve(Integer.BYTES);
        for (int shift = Integer.SIZE - 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    BytesOut length(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    BytesOut raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Bytes behind their length. */
    BytesOut block(byte[] value) {
        return length(value.length).raw(value);
    }

    /** A string behind its length, so that no two lists of strings have the same bytes. */
    BytesOut text(String value) {
        return block(utf8(value));
    }

    /** The bytes of a string, or an exception where {@link String#getBytes} would put question marks. */
    static byte[] utf8(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            return Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Not valid Unicode", e);
        }
    }

    int size() {
        return size;
    }

    /** Writes a little-endian 32-bit integer over what is at an offset. */
    void overwriteLittleEndian32(int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
