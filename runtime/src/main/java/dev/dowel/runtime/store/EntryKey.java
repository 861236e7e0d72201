package dev.dowel.runtime.store;

import java.util.Arrays;

/**
 * The key of one entry of an actor. Ordered by part, then by the key's bytes as unsigned numbers. Immutable, as long as
 * nobody changes the array.
 *
 * @param part what the entry is for
 * @param bytes the key within the part
 */
public record EntryKey(ActorPart part, byte[] bytes) implements Comparable<EntryKey> {

    @Override
    public int compareTo(EntryKey other) {
        int byPart = part.compareTo(other.part);
        return byPart != 0 ? byPart : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryKey key && key.part == part && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * part.hashCode() + Arrays.hashCode(bytes);
    }
}
