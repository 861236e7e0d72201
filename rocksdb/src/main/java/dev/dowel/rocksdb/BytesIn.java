package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.runtime.store.StoreException;
import java.util.Arrays;

/** Reads what {@link BytesOut} wrote and checks every bound. Confined to one thread. */
final class BytesIn {

    private final byte[] bytes;
    private int position;

    BytesIn(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        return bytes[advance(1)] & 0xff;
    }

    long fixed64() {
        return bigEndian(Long.BYTES);
    }

    int fixed32() {
        return (int) bigEndian(Integer.BYTES);
    }

    private long bigEndian(int count) {
        int start = advance(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[start + i] & 0xff);
        }
        return value;
    }

    int length() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw damaged();
    }

    String text() {
        int length = length();
        return new String(bytes, advance(length), length, UTF_8);
    }

    /** Everything that was not read yet. */
    byte[] rest() {
        int start = position;
        position = bytes.length;
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    void end() {
        if (position != bytes.length) {
            throw damaged();
        }
    }

    private int advance(int count) {
        if (count > bytes.length - position) {
            throw damaged();
        }
        int start = position;
        position += count;
        return start;
    }

    private static StoreException damaged() {
        return new StoreException("A stored record is damaged: its bytes end too early or too late.", null);
    }
}
