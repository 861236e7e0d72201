package dev.dowel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a {@link KeyValueStore} that lie next to each other. Keys are ordered by their bytes as unsigned numbers.
 * Immutable, as long as nobody changes the arrays.
 *
 * @param from the first key in it; an empty array for the beginning
 * @param to the first key no longer in it, or null for the end
 * @param limit the most entries to return, at least 1
 * @param reversed whether the last come first
 */
public record KeyRange(byte[] from, byte @Nullable [] to, int limit, boolean reversed) {

    /** How many entries are returned if the range does not say. */
    public static final int DEFAULT_LIMIT = 16_384;

    /** All keys. */
    public static KeyRange all() {
        return new KeyRange(new byte[0], null, DEFAULT_LIMIT, false);
    }

    /** The keys that start with a text. */
    public static KeyRange prefix(String prefix) {
        return prefix(prefix.getBytes(UTF_8));
    }

    /** The keys that start with some bytes. */
    public static KeyRange prefix(byte[] prefix) {
        return new KeyRange(prefix, behind(prefix), DEFAULT_LIMIT, false);
    }

    /** The keys from one, which is in it, to another, which is not. */
    public static KeyRange between(String from, String to) {
        return between(from.getBytes(UTF_8), to.getBytes(UTF_8));
    }

    /** The keys from one, which is in it, to another, which is not. */
    public static KeyRange between(byte[] from, byte[] to) {
        return new KeyRange(from, to, DEFAULT_LIMIT, false);
    }

    /** At most so many of them. */
    public KeyRange limit(int entries) {
        return new KeyRange(from, to, entries, reversed);
    }

    /** What of it comes after a key, in its order: to go on where another list ended. */
    public KeyRange after(byte[] key) {
        return reversed
                ? new KeyRange(from, key, limit, true)
                : new KeyRange(Arrays.copyOf(key, key.length + 1), to, limit, false);
    }

    /** The last first. */
    public KeyRange reverse() {
        return new KeyRange(from, to, limit, !reversed);
    }

    /** The first key that does not start with the prefix any more, or null if there is none. */
    private static byte @Nullable [] behind(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }
}
