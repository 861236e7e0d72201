package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads BARE messages (protocol 3.4). Payloads stay slices of the message, and are checked to be well-formed CBOR.
 *
 * <p>Not thread safe.
 */
final class BareScanner {

    private final byte[] bytes;
    private int at;

    BareScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Consumes the version prefix and requires it to be the one that is spoken. */
    void version() {
        if (bytes.length < 2) {
            throw malformed("it ends too early");
        }
        int version = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8;
        if (version != BareBytes.VERSION) {
            throw WireException.invalidRequest("Protocol version " + version + " is not supported, only version "
                    + BareBytes.VERSION + ". The message may not be in bare encoding at all.");
        }
        at = 2;
    }

    /** Requires that nothing is left. */
    void end() {
        if (at < bytes.length) {
            throw malformed("something follows its end");
        }
    }

    private int next() {
        if (at >= bytes.length) {
            throw malformed("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    /** Consumes a variable-length unsigned integer of at most 63 bits. */
    long uint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int b = next();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                if (b == 0 && shift > 0) {
                    throw malformed("an integer is not in its shortest form");
                }
                return value;
            }
        }
        throw malformed("an integer is too large");
    }

    boolean bool() {
        int b = next();
        if (b > 1) {
            throw malformed("neither true nor false");
        }
        return b == 1;
    }

    /** Consumes an unsigned integer of 64 bits little-endian, of which large ones lose their last digits. */
    double u64() {
        double value = 0;
        for (double factor = 1; factor < 0x1p64; factor *= 256) {
            value += next() * factor;
        }
        return value;
    }

    private int skipData() {
        long length = uint();
        if (length > bytes.length - at) {
            throw malformed("it ends too early");
        }
        int start = at;
        at += (int) length;
        return start;
    }

    String string() {
        int start = skipData();
        if (!Text.isUtf8(bytes, start, at)) {
            throw malformed("invalid UTF-8");
        }
        return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    /** Consumes data that holds exactly one value in CBOR. */
    RawValue value() {
        int start = skipData();
        var scanner = new CborScanner(bytes, start, at, Dialect.COMPAT_CBOR);
        scanner.skipValue();
        scanner.end();
        return new RawValue(bytes, start, at - start, Dialect.COMPAT_CBOR);
    }

    <T> @Nullable T optional(Supplier<T> read) {
        return bool() ? read.get() : null;
    }

    ActorSpecifier actor() {
        return new ActorSpecifier(string(), uint(), optional(this::string));
    }

    WireException malformed(String complaint) {
        return WireException.invalidRequest("Malformed BARE message at byte " + at + ": " + complaint + ".");
    }
}
