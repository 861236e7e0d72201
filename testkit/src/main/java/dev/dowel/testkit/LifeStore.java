package dev.dowel.testkit;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one life of the server sees of the test's store: it fails when it is told to, and what is written after the life has
 * ended is lost. Test's thread only.
 */
final class LifeStore implements ActorStore {

    private final MemoryStore memory;
    private final CommitFaults faults;
    private Runnable onCrash = () -> {};
    private boolean dead;

    LifeStore(MemoryStore memory, CommitFaults faults) {
        this.memory = memory;
        this.faults = faults;
    }

    /** What happens when the process dies in a commit. */
    void onCrash(Runnable action) {
        onCrash = action;
    }

    /** The process has died. */
    void die() {
        dead = true;
    }

    @Override
    public void commit(List<ActorCommit> group) {
        if (dead) {
            return;
        }
        CommitFaults.Fate fate = faults.next();
        if (fate == null) {
            memory.commit(group);
            return;
        }
        switch (fate) {
            case FAILS -> throw failure("The test asked for a commit that fails.");
            case CRASHES_BEFORE -> {
                onCrash.run();
                throw failure("The process died.");
            }
            case CRASHES_AFTER -> {
                memory.commit(group);
                onCrash.run();
            }
        }
    }

    /** Without a stack: it is logged, and was asked for. */
    private static StoreException failure(String why) {
        StoreException failure = new StoreException(why, null);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    @Override
    public byte @Nullable [] loadState(String actorId) {
        return memory.loadState(actorId);
    }

    @Override
    public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
        return memory.loadEntry(actorId, key);
    }

    @Override
    public List<Entry> loadEntries(String actorId, EntryRange range) {
        return memory.loadEntries(actorId, range);
    }

    @Override
    public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        return memory.alarms(after, until, limit);
    }

    @Override
    public Directory directory() {
        return memory;
    }

    @Override
    public void close() {}
}
