package dev.dowel.protocol;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over CBOR (RFC 8949) in a byte array without building anything: message envelopes are read with it, and payloads
 * are skipped. What it has skipped is well-formed: declared lengths fit, text is UTF-8, nesting is bounded.
 *
 * <p>Not thread safe.
 */
final class CborScanner implements ItemScanner {

    /** The count of an array or map whose end is marked by a break. */
    static final int INDEFINITE = -1;

    static final long TAG_DATE_TEXT = 0;
    static final long TAG_DATE_NUMBER = 1;
    static final long TAG_BIGNUM = 2;
    static final long TAG_NEGATIVE_BIGNUM = 3;
    static final long TAG_STRING_REFERENCE = 25;
    static final long TAG_SHARED_REFERENCE = 29;
    static final long TAG_UINT8_ARRAY = 64;
    static final long TAG_SET = 258;
    static final long TAG_DATE_MAP = 1001;

    // Keys of a date that is a map.
    static final long KEY_SECONDS = 1;
    static final long KEY_NANOS = -9;

    private static final int INDEFINITE_INFO = 31;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Dialect dialect;
    private int at;

    /** Of the head read last: its low five bits, and the number they stand for. */
    private int info;

    private long argument;

    /** How many elements are left of the array that {@link #firstElement} has begun. */
    private int elements;

    CborScanner(byte[] bytes, int from, int to, Dialect dialect) {
        this.dialect = dialect;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    CborScanner(RawValue value) {
        this(value.bytes(), value.offset(), value.offset() + value.length(), value.dialect());
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public int position() {
        return at;
    }

    @Override
    public void moveTo(int position) {
        at = position;
    }

    /** The next byte as an unsigned number, not consumed. */
    int peek() {
        if (at >= to) {
            throw malformed("it ends too early");
        }
        return bytes[at] & 0xff;
    }

    /** The major type of the next item, not consumed. */
    int peekMajor() {
        return peek() >> 5;
    }

    @Override
    public void end() {
        if (at < to) {
            throw malformed("something follows its end");
        }
    }

    /** Consumes a head and returns its major type. */
    int head() {
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

    /** The number in the head read last; unsigned 64 bits. */
    long argument() {
        return argument;
    }

    /** How many bytes the number in the head read last has: 0 (within the head), 1, 2, 4 or 8. */
    int argumentWidth() {
        return info < 24 ? 0 : 1 << (info - 24);
    }

    /** Consumes the head of a map; returns how many members follow, or {@link #INDEFINITE}. */
    int beginMap() {
        if (head() != CborBytes.MAP) {
            throw malformed("a map was expected");
        }
        return count(2);
    }

    /** Consumes the head of an array; returns how many elements follow, or {@link #INDEFINITE}. */
    int beginArray() {
        if (head() != CborBytes.ARRAY) {
            throw malformed("an array was expected");
        }
        return count(1);
    }

    private int count(int itemsEach) {
        if (info == INDEFINITE_INFO) {
            return INDEFINITE;
        }
        // Every item has at least one byte, so a larger count is a lie. Nothing is ever allocated by it.
        if (argument < 0 || argument > (to - at) / itemsEach) {
            throw malformed("it ends too early");
        }
        return (int) argument;
    }

    @Override
    public boolean atArray() {
        return peekMajor() == CborBytes.ARRAY;
    }

    @Override
    public boolean firstElement() {
        elements = beginArray();
        return hasMore(elements);
    }

    @Override
    public boolean nextElement() {
        elements = oneLess(elements);
        return hasMore(elements);
    }

    /** Whether something is left of an array or map; consumes the break at its end. */
    boolean hasMore(int left) {
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
    public String string() {
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

    private void chunk(int major) {
        if (head() != major || info == INDEFINITE_INFO) {
            throw malformed("a bad chunk of a string");
        }
    }

    private int skipText() {
        int start = skipBytes();
        if (!Text.isUtf8(bytes, start, at)) {
            throw malformed("invalid UTF-8");
        }
        return start;
    }

    @Override
    public void eachMember(Consumer<String> member) {
        for (int left = beginMap(); hasMore(left); left = oneLess(left)) {
            member.accept(string());
        }
    }

    @Override
    public boolean bool() {
        int first = peek();
        if (first != CborBytes.TRUE && first != CborBytes.FALSE) {
            throw malformed("a boolean was expected");
        }
        at++;
        return first == CborBytes.TRUE;
    }

    @Override
    public boolean tryNull() {
        int first = peek();
        if (first != CborBytes.NULL && first != CborBytes.UNDEFINED) {
            return false;
        }
        at++;
        return true;
    }

    @Override
    public RawValue value() {
        int start = at;
        skipValue();
        return new RawValue(bytes, start, at - start, dialect);
    }

    @Override
    public long id() {
        long id = switch (peekMajor()) {
            case CborBytes.UNSIGNED -> plainId();
            case CborBytes.TAG -> bignumId();
            case CborBytes.ARRAY -> compatId();
            case CborBytes.SIMPLE -> Numbers.idOf(float64());
            default -> -1;
        };
        if (id < 0) {
            throw malformed("an id is not an integer");
        }
        return id;
    }

    private long plainId() {
        head();
        requireDefinite();
        return argument;
    }

    private long bignumId() {
        head();
        if (argument != 2 || head() != CborBytes.BYTES) {
            return -1;
        }
        requireDefinite();
        long id = 0;
        for (int i = skipBytes(); i < at; i++) {
            if (id >>> 55 != 0) {
                return -1;
            }
            id = (id << 8) | (bytes[i] & 0xff);
        }
        return id;
    }

    private long compatId() {
        if (beginArray() != 2 || !string().equals("$BigInt")) {
            return -1;
        }
        return Numbers.parseId(string());
    }

    /** Consumes a float of any width. */
    double float64() {
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

    /** Consumes as many bytes as the head read last says; returns where they begin. */
    int skipBytes() {
        if (argument < 0 || argument > to - at) {
            throw malformed("it ends too early");
        }
        int start = at;
        at += (int) argument;
        return start;
    }

    /** Consumes a whole item of any kind. */
    void skipValue() {
        skipValue(0);
    }

    private void skipValue(int depth) {
        switch (head()) {
            case CborBytes.UNSIGNED, CborBytes.NEGATIVE -> requireDefinite();
            case CborBytes.BYTES -> skipString(CborBytes.BYTES);
            case CborBytes.TEXT -> skipString(CborBytes.TEXT);
            case CborBytes.ARRAY -> {
                checkDepth(depth);
                for (int left = count(1); hasMore(left); left = oneLess(left)) {
                    skipValue(depth + 1);
                }
            }
            case CborBytes.MAP -> {
                checkDepth(depth);
                for (int left = count(2); hasMore(left); left = oneLess(left)) {
                    skipKey();
                    skipValue(depth + 1);
                }
            }
            case CborBytes.TAG -> skipTagged(depth);
            default -> skipSimple();
        }
    }

    private void skipKey() {
        switch (head()) {
            case CborBytes.UNSIGNED, CborBytes.NEGATIVE -> requireDefinite();
            case CborBytes.TEXT -> skipString(CborBytes.TEXT);
            default -> throw malformed("a map key is neither a text nor an integer");
        }
    }

    private void skipTagged(int depth) {
        checkTag();
        checkDepth(depth);
        if (argument == TAG_BIGNUM || argument == TAG_NEGATIVE_BIGNUM) {
            bignumHead();
            skipBytes();
        } else {
            skipValue(depth + 1);
        }
    }

    private void bignumHead() {
        if (head() != CborBytes.BYTES) {
            throw malformed("a big integer without bytes");
        }
        requireDefinite();
        // A decimal digit is worth 3.3 bits.
        if (argument < 0 || argument > Limits.NUMBER_DIGITS * 10L / 24) {
            throw malformed("a number has more than " + Limits.NUMBER_DIGITS + " digits");
        }
    }

    /** Consumes the bytes after the tag of a big integer. */
    BigInteger bignumMagnitude() {
        bignumHead();
        int start = skipBytes();
        return new BigInteger(1, bytes, start, at - start);
    }

    private void skipString(int major) {
        if (info == INDEFINITE_INFO) {
            while (hasMore(INDEFINITE)) {
                chunk(major);
                skipDefiniteString(major);
            }
        } else {
            skipDefiniteString(major);
        }
    }

    private void skipDefiniteString(int major) {
        if (major == CborBytes.TEXT) {
            skipText();
        } else {
            skipBytes();
        }
    }

    private void skipSimple() {
        requireDefinite();
        // false, true, null, undefined, and floats of 2, 4 and 8 bytes
        if (info < 20 || info == 24) {
            throw malformed("an unknown simple value");
        }
    }

    private void requireDefinite() {
        if (info == INDEFINITE_INFO) {
            throw malformed("a reserved item head");
        }
    }

    private void checkDepth(int depth) {
        if (depth >= Limits.NESTING_DEPTH) {
            throw malformed("it is nested more than " + Limits.NESTING_DEPTH + " levels deep");
        }
    }

    /** Consumes a tag. */
    long tag() {
        head();
        checkTag();
        return argument;
    }

    private void checkTag() {
        requireDefinite();
        // What they refer to would be read as something else.
        if (argument == TAG_STRING_REFERENCE || argument == TAG_SHARED_REFERENCE) {
            throw malformed("references are not supported");
        }
    }

    /** Consumes the key of a member, which is a text or an integer. */
    String key() {
        return switch (peekMajor()) {
            case CborBytes.TEXT -> string();
            case CborBytes.UNSIGNED, CborBytes.NEGATIVE -> {
                BigInteger large = bigIntegerIfLarge();
                yield large != null ? large.toString() : Long.toString(longInteger());
            }
            default -> throw malformed("a map key is neither a text nor an integer");
        };
    }

    /** Consumes an integer that does not fit into a long, if that is what comes. */
    @Nullable
    BigInteger bigIntegerIfLarge() {
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
    long longInteger() {
        int major = head();
        requireDefinite();
        if (major > CborBytes.NEGATIVE || argument < 0) {
            throw malformed("an integer was expected");
        }
        return major == CborBytes.UNSIGNED ? argument : ~argument;
    }

    /** Consumes a byte string. */
    byte[] byteString() {
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

    @Override
    public @Nullable String pairTag() {
        int start = at;
        String tag = null;
        int count = beginArray();
        if ((count == 2 || count == INDEFINITE) && peekMajor() == CborBytes.TEXT) {
            String first = string();
            if (first.startsWith("$") && hasMore(count)) {
                skipValue();
                tag = count == 2 || peek() == CborBytes.BREAK ? first : null;
            }
        }
        at = start;
        return tag;
    }

    /** Consumes the beginning of a pair; says whether its end is marked by a break. */
    boolean beginPair() {
        return beginArray() == INDEFINITE;
    }

    /** Consumes the end of a pair. */
    void endPair(boolean marked) {
        if (marked && hasMore(INDEFINITE)) {
            throw malformed("a pair has more than two elements");
        }
    }

    @Override
    public WireException malformed(String complaint) {
        return WireException.invalidRequest("Malformed CBOR at byte " + (at - from) + ": " + complaint + ".");
    }
}
