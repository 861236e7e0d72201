package dev.dowel.runtime.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where actors' data is. Methods block. {@link #commit} is called by one thread, the committer; everything else by several
 * reader threads at once.
 */
public interface ActorStore extends AutoCloseable {

    /**
     * The state that was committed last, or null if none ever was.
     *
     * @throws StoreException if it cannot be read
     */
    byte @Nullable [] loadState(String actorId);

    /**
     * The value committed last under a key, or null if there is none.
     *
     * @throws StoreException if it cannot be read
     */
    byte @Nullable [] loadEntry(String actorId, EntryKey key);

    /**
     * Committed entries in the order of their keys.
     *
     * @throws StoreException if they cannot be read
     */
    List<Entry> loadEntries(String actorId, EntryRange range);

    /**
     * The alarms of all actors, earliest first. Costs what it returns, not what is stored.
     *
     * @param after the last one of an earlier call, to go on behind it, or null for the beginning
     * @param until the latest time that is returned; milliseconds since the epoch
     * @param limit the most to return, at least 1
     * @throws StoreException if they cannot be read
     */
    List<Alarm> alarms(@Nullable Alarm after, long until, int limit);

    /**
     * Writes a group of commits, all or none, and returns when they survive a power failure. A group holds at most one
     * commit per actor. What it wrote is seen by every later call.
     *
     * @throws StaleClaimException if some of the claims are not the newest on their actors; nothing was written
     * @throws StoreException if the write failed; nothing of it is seen later, even after a restart. A store that cannot be
     *     sure of that says so in the message
     */
    void commit(List<ActorCommit> group);

    /**
     * Writes something that changes nothing, as durably as a commit, so that a store that failed finds out whether it works
     * again. Called as {@link #commit} is.
     *
     * @throws StoreException if it does not
     */
    default void probe() {}

    /** Who owns what in this store. */
    Directory directory();

    /** Ends all use and releases files and locks. Idempotent. */
    @Override
    void close();
}
