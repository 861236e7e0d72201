package dev.dowel;

import java.util.List;

/**
 * The key of an actor: an ordered list of strings that, with the actor's name and namespace, identifies it.
 *
 * <p>Immutable. Parts are compared as they are: {@code of("a", "b")} and {@code of("a/b")} are different keys.
 *
 * @param parts the parts in order; may be empty, and so may each part
 */
public record ActorKey(List<String> parts) {

    public ActorKey {
        parts = List.copyOf(parts);
    }

    /** A key of the given parts; no parts make the empty key. */
    public static ActorKey of(String... parts) {
        return new ActorKey(List.of(parts));
    }

    /** A key of the given parts; no parts make the empty key. */
    public static ActorKey of(List<String> parts) {
        return new ActorKey(parts);
    }

    /**
     * The part at a position, counted from 0.
     *
     * @throws IndexOutOfBoundsException if the key has no such part
     */
    public String get(int index) {
        return parts.get(index);
    }

    /** The number of parts. */
    public int size() {
        return parts.size();
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
