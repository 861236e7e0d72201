package dev.dowel.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the id every answer carries in {@code x-rivet-ray-id}, under which the log has what went wrong. Thread safe.
 *
 * <p>A counter, scrambled by the finaliser of SplitMix64: distinct until it wraps around, and not guessable from one
 * another by people who read them aloud.
 */
final class RayIds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int DIGITS = 16;

    private final AtomicLong counter;

    RayIds(long seed) {
        counter = new AtomicLong(seed);
    }

    /** A new id: 16 hexadecimal digits. */
    String next() {
        long z = counter.getAndAdd(GOLDEN_GAMMA);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return hex(z ^ (z >>> 31));
    }

    @SuppressWarnings("deprecation") // the one constructor that makes Latin-1 strings without decoding
    private static String hex(long value) {
        byte[] digits = new byte[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            int nibble = (int) (value >>> (60 - 4 * i)) & 0xf;
            digits[i] = (byte) (nibble < 10 ? '0' + nibble : 'a' - 10 + nibble);
        }
        return new String(digits, 0, 0, DIGITS);
    }
}
