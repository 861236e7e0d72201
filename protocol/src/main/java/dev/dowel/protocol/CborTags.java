package dev.dowel.protocol;

/**
 * The tags of CBOR that mean something here (protocol 3.2).
 *
 * <p>Constants; any thread.
 */
final class CborTags {

    static final long DATE_TEXT = 0;
    static final long DATE_NUMBER = 1;
    static final long BIGNUM = 2;
    static final long NEGATIVE_BIGNUM = 3;
    static final long STRING_REFERENCE = 25;
    static final long SHARED_REFERENCE = 29;
    static final long UINT8_ARRAY = 64;
    static final long SET = 258;

    /** A date of any precision (RFC 9581): a map. */
    static final long DATE_MAP = 1001;

    // The keys of that map.
    static final long DATE_SECONDS = 1;
    static final long DATE_NANOS = -9;

    private CborTags() {}
}
