package dev.dowel.runtime.store;

import dev.dowel.runtime.ActorAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may run which actor, and under which generation. Methods block and may be called from several threads at once; the
 * runtime calls them on store reader threads.
 *
 * <p>A claim's generation is greater than that of every earlier claim on the actor that committed anything. An older
 * claim cannot commit once a newer one exists (see {@link ActorStore#commit}).
 */
public interface Directory {

    /** The stored actor at an address. Does not see a new actor before its first commit. */
    Optional<ActorRecord> find(ActorAddress address);

    /** The stored actor with an id. */
    Optional<ActorRecord> find(String actorId);

    /** Claims a stored actor, or nothing if it does not exist. Earlier claims on it become stale. */
    Optional<Claim> claim(String actorId);

    /** Claims the stored actor at an address, or nothing if there is none. Earlier claims on it become stale. */
    default Optional<Claim> claim(ActorAddress address) {
        return find(address).flatMap(record -> claim(record.id()));
    }

    /**
     * Claims an address for an actor that is to be created. If an actor is stored there, that one is claimed instead and
     * {@link Claim#isNew} is false. The caller sees to it that it claims an address once at a time.
     *
     * @param candidate the new actor; its generation is ignored
     */
    Claim claimNew(ActorRecord candidate);

    /** Gives a claim up. A claim that is stale or whose actor was destroyed is ignored. */
    void release(Claim claim);

    /**
     * Stored actors of one name, newest first.
     *
     * @param cursor what the previous page returned, or null for the first
     * @param limit the most to return, at least 1
     * @throws IllegalArgumentException if the cursor is not one of this store's
     */
    Page list(String namespace, String name, @Nullable String cursor, int limit);

    /** The names that stored actors of a namespace have, sorted. */
    List<String> names(String namespace);

    /**
     * Some actors, and where to go on. Immutable.
     *
     * @param records newest first
     * @param cursor for the next page, or null at the end
     */
    record Page(List<ActorRecord> records, @Nullable String cursor) {}
}
