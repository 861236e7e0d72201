package dev.dowel.runtime.store;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
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

    /** What of a map is in it, in ascending order and the limit aside. A view; costs nothing for what is outside. */
    public <V extends @Nullable Object> NavigableMap<EntryKey, V> in(NavigableMap<EntryKey, V> entries) {
        var first = new EntryKey(part, from);
        EntryKey end = end();
        if (end == null) {
            return entries.tailMap(first, true);
        }
        return first.compareTo(end) >= 0 ? Collections.emptyNavigableMap() : entries.subMap(first, true, end, false);
    }

    /** The first key that is no longer in it, or null if none is behind it. */
    private @Nullable EntryKey end() {
        if (to != null) {
            return new EntryKey(part, to);
        }
        List<ActorPart> parts = List.of(ActorPart.values());
        int next = parts.indexOf(part) + 1;
        return next == parts.size() ? null : new EntryKey(parts.get(next), new byte[0]);
    }
}
