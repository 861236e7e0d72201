package dev.dowel.runtime.simulation;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StaleClaimException;
import dev.dowel.runtime.store.StoreException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that fails, refuses and crashes when the seed says so. What it committed survives a crash. Test's thread only. */
final class ScriptedStore implements ActorStore {

    /** The process died in the middle of a commit. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("simulated crash", null, false, false);
        }
    }

    private final MemoryStore disk = new MemoryStore();
    private final Random random;
    private Runnable onCrash = () -> {};
    private Runnable meanwhile = () -> {};
    private double failures;
    private double crashes;
    private double readFailures;

    ScriptedStore(Random random) {
        this.random = random;
    }

    /** How likely a commit is to fail, the process to crash in it, and a read to fail. */
    void script(double newFailures, double newCrashes, double newReadFailures, Runnable newOnCrash) {
        onCrash = newOnCrash;
        failures = newFailures;
        crashes = newCrashes;
        readFailures = newReadFailures;
    }

    /** What the process does while the disk works. */
    void during(Runnable newMeanwhile) {
        meanwhile = newMeanwhile;
    }

    /** From here on, nothing fails. */
    void heal() {
        script(0, 0, 0, () -> {});
    }

    /** What it holds, for those who only look at it. */
    MemoryStore content() {
        return disk;
    }

    /** Without a stack: there are thousands of them, and they are logged. */
    private static StoreException failure() {
        StoreException failure = new StoreException("scripted failure", null);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    private void mayFailToRead() {
        if (readFailures > 0 && random.nextDouble() < readFailures) {
            throw failure();
        }
    }

    @Override
    public void commit(List<ActorCommit> group) {
        meanwhile.run();
        if (random.nextDouble() < crashes) {
            if (random.nextBoolean()) {
                disk.commit(group);
            }
            onCrash.run();
            throw new Crash();
        }
        if (random.nextDouble() < failures) {
            if (random.nextBoolean()) {
                throw failure();
            }
            ActorCommit refused = group.get(random.nextInt(group.size()));
            throw new StaleClaimException(Set.of(refused.claim().record().id()));
        }
        disk.commit(group);
        meanwhile.run();
    }

    @Override
    public byte @Nullable [] loadState(String actorId) {
        mayFailToRead();
        return disk.loadState(actorId);
    }

    @Override
    public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
        mayFailToRead();
        return disk.loadEntry(actorId, key);
    }

    @Override
    public List<Entry> loadEntries(String actorId, EntryRange range) {
        mayFailToRead();
        return disk.loadEntries(actorId, range);
    }

    @Override
    public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        return disk.alarms(after, until, limit);
    }

    @Override
    public Directory directory() {
        return disk;
    }

    @Override
    public void close() {}
}
