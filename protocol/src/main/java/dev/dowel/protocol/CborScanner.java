package dev.dowel.protocol;

import java.math.BigInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over CBOR without building anything: message envelopes are read with it, and payloads are skipped. What it has
 * skipped is well-formed: declared lengths fit, text is UTF-8, nesting is bounded.
 *
 * <p>Not thread safe.
 */
final class CborScanner extends CborCursor {

    private final Dialect dialect;

    /** How many elements are left of the array that {@link #firstElement} has begun. */
    private int elements;

    CborScanner(byte[] bytes, int from, int to, Dialect dialect) {
        super(bytes, from, to);
        this.dialect = dialect;
    }

    CborScanner(RawValue value) {
        this(value.bytes(), value.offset(), value.offset() + value.length(), value.dialect());
    }

    @Override
    public Dialect dialect() {
        return dialect;
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

    @Override
    public void eachMember(Consumer<String> member) {
        for (int left = beginMap(); hasMore(left); left = oneLess(left)) {
            member.accept(string());
        }
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
        if (argument == CborTags.BIGNUM || argument == CborTags.NEGATIVE_BIGNUM) {
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
        if (argument == CborTags.STRING_REFERENCE || argument == CborTags.SHARED_REFERENCE) {
            throw malformed("references are not supported");
        }
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
}
