package dev.dowel.protocol;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in an array of CBOR (RFC 8949) and how to take one piece after another from there: heads, strings, numbers. No
 * declared length is believed before it is compared with what is there.
 *
 * <p>Not thread safe.
 */
abstract sealed class CborCursor implements ItemScanner permits CborScanner {

    /** The count of an array or map whose end is marked by a break. */
    static final int INDEFINITE = -1;

    static final int INDEFINITE_INFO = 31;

    final byte[] bytes;
    private final int from;
    private final int to;
    int at;

    /** Of the head read last: its low five bits, and the number they stand for. */
    int info;

    long argument;

    CborCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    @Override
    public final int position() {
        return at;
    }

    @Override
    public final void moveTo(int position) {
        at = position;
    }

    /** The next byte as an unsigned number, not consumed. */
    final int peek() {
        if (at >= to) {
            throw malformed("it ends too early");
        }
        return bytes[at] & 0xff;
    }

    /** The major type of the next item, not consumed. */
    final int peekMajor() {
        return peek() >> 5;
    }

    @Override
    public final void end() {
        if (at < to) {
            throw malformed("something follows its end");
        }
    }

    /** Consumes a head and returns its major type. */
    final int head() {
        int first = peek();
        at++;
        info = first & 0x1f;
        if (info < 24) {
            argument = info;
        } else if (info <= 27) {
            argument = bigEndian(1 << (info - 24));
        } else if (info == INDEFINITE_INFO) {
            argument = 0;
        } else {
            throw malformed("a reserved item head");
        }
        return first >> 5;
    }

    private long bigEndian(int width) {
        if (to - at < width) {
            throw malformed("it ends too early");
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    /** How many bytes the number in the head read last has: 0 (within the head), 1, 2, 4 or 8. */
    final int argumentWidth() {
        return info < 24 ? 0 : 1 << (info - 24);
    }

    /** Consumes the head of a map; returns how many members follow, or {@link #INDEFINITE}. */
    final int beginMap() {
        if (head() != CborBytes.MAP) {
            throw malformed("a map was expected");
        }
        return count(2);
    }

    /** Consumes the head of an array; returns how many elements follow, or {@link #INDEFINITE}. */
    final int beginArray() {
        if (head() != CborBytes.ARRAY) {
            throw malformed("an array was expected");
        }
        return count(1);
    }

    final int count(int itemsEach) {
        if (info == INDEFINITE_INFO) {
            return INDEFINITE;
        }
        // Every item has at least one byte, so a larger count is a lie. Nothing is ever allocated by it.
        if (argument < 0 || argument > (to - at) / itemsEach) {
            throw malformed("it ends too early");
        }
        return (int) argument;
    }

    /** Whether something is left of an array or map; consumes the break at its end. */
    final boolean hasMore(int left) {
        if (left != INDEFINITE) {
            return left > 0;
        }
        if (peek() == CborBytes.BREAK) {
            at++;
            return false;
        }
        return true;
    }

    /** What is left of an array or map after one more element or member. */
    static int oneLess(int left) {
        return left == INDEFINITE ? INDEFINITE : left - 1;
    }

    @Override
    public final String string() {
        if (head() != CborBytes.TEXT) {
            throw malformed("a text was expected");
        }
        if (info != INDEFINITE_INFO) {
            int start = skipText();
            return new String(bytes, start, at - start, StandardCharsets.UTF_8);
        }
        var whole = new ByteArrayOutputStream();
        while (hasMore(INDEFINITE)) {
            chunk(CborBytes.TEXT);
            int start = skipText();
            whole.write(bytes, start, at - start);
        }
        return whole.toString(StandardCharsets.UTF_8);
    }

    /** Consumes a byte string. */
    final byte[] byteString() {
        if (head() != CborBytes.BYTES) {
            throw malformed("bytes were expected");
        }
        if (info != INDEFINITE_INFO) {
            int start = skipBytes();
            return Arrays.copyOfRange(bytes, start, at);
        }
        var whole = new ByteArrayOutputStream();
        while (hasMore(INDEFINITE)) {
            chunk(CborBytes.BYTES);
            int start = skipBytes();
            whole.write(bytes, start, at - start);
        }
        return whole.toByteArray();
    }

    final void chunk(int major) {
        if (head() != major || info == INDEFINITE_INFO) {
            throw malformed("a bad chunk of a string");
        }
    }

    final int skipText() {
        int start = skipBytes();
        if (!Text.isUtf8(bytes, start, at)) {
            throw malformed("invalid UTF-8");
        }
        return start;
    }

    /** Consumes as many bytes as the head read last says; returns where they begin. */
    final int skipBytes() {
        if (argument < 0 || argument > to - at) {
            throw malformed("it ends too early");
        }
        int start = at;
        at += (int) argument;
        return start;
    }

    @Override
    public final boolean bool() {
        int first = peek();
        if (first != CborBytes.TRUE && first != CborBytes.FALSE) {
            throw malformed("a boolean was expected");
        }
        at++;
        return first == CborBytes.TRUE;
    }

    @Override
    public final boolean tryNull() {
        int first = peek();
        if (first != CborBytes.NULL && first != CborBytes.UNDEFINED) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes a float of any width. */
    final double float64() {
        if (head() != CborBytes.SIMPLE) {
            throw malformed("a number was expected");
        }
        return switch (info) {
            case 25 -> Float.float16ToFloat((short) argument);
            case 26 -> Float.intBitsToFloat((int) argument);
            case 27 -> Double.longBitsToDouble(argument);
            default -> throw malformed("a number was expected");
        };
    }

    /** Consumes an integer that does not fit into a long, if that is what comes. */
    final @Nullable BigInteger bigIntegerIfLarge() {
        int start = at;
        int major = head();
        requireDefinite();
        if (argument >= 0) {
            at = start;
            return null;
        }
        BigInteger value = new BigInteger(Long.toUnsignedString(argument));
        return major == CborBytes.UNSIGNED ? value : value.not();
    }

    /** Consumes an integer that fits into a long. */
    final long longInteger() {
        int major = head();
        requireDefinite();
        if (major > CborBytes.NEGATIVE || argument < 0) {
            throw malformed("an integer was expected");
        }
        return major == CborBytes.UNSIGNED ? argument : ~argument;
    }

    /** Consumes the key of a member, which is a text or an integer. */
    final String key() {
        return switch (peekMajor()) {
            case CborBytes.TEXT -> string();
            case CborBytes.UNSIGNED, CborBytes.NEGATIVE -> {
                BigInteger large = bigIntegerIfLarge();
                yield large != null ? large.toString() : Long.toString(longInteger());
            }
            default -> throw malformed("a map key is neither a text nor an integer");
        };
    }

    final void requireDefinite() {
        if (info == INDEFINITE_INFO) {
            throw malformed("a reserved item head");
        }
    }

    @Override
    public final WireException malformed(String complaint) {
        return WireException.invalidRequest("Malformed CBOR at byte " + (at - from) + ": " + complaint + ".");
    }
}
