package dev.dowel.runtime.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one part that lie next to each other. Immutable, as long as nobody changes the arrays.
 *
 * @param part which entries
 * @param from the first key that is in it; an empty array for the beginning
 * @param to the first key that is no longer in it, or null for the end
 * @param limit the most to return, at least 1
 * @param reverse whether the last come first
 */
public record EntryRange(ActorPart part, byte[] from, byte @Nullable [] to, int limit, boolean reverse) {

    /** Checks the limit. */
    public EntryRange {
        if (limit < 1) {
            throw new IllegalArgumentException("A range has at least one entry, not " + limit);
        }
    }

    /** All entries of a part, in order. */
    public static EntryRange all(ActorPart part) {
        return new EntryRange(part, new byte[0], null, Integer.MAX_VALUE, false);
    }

    /** Whether a key is in it, the limit aside. */
    boolean holds(EntryKey key) {
        return key.part() == part
                && Arrays.compareUnsigned(key.bytes(), from) >= 0
                && (to == null || Arrays.compareUnsigned(key.bytes(), to) < 0);
    }
}
