package dev.dowel.runtime.commit;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store and a commit thread, which is whichever thread runs it while no other does. Thread safe. */
final class OneActor implements ActorStore, Executor, Entries.Reader {

    static final Claim CLAIM = new Claim(
            new ActorRecord("a".repeat(30), new ActorAddress("default", "counter", ActorKey.of("a")), 1, 0), false);

    private final Map<EntryKey, byte[]> stored = new ConcurrentHashMap<>();
    private final Queue<Runnable> commits = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean committing = new AtomicBoolean();
    private final Committer committer = new Committer(this, this, () -> 0, RuntimeListener.NONE);

    Gate gate() {
        return new Gate(CLAIM, committer, this, () -> {});
    }

    /** What leaves is told. */
    static Output output(Runnable leave) {
        return new Output() {
            @Override
            public void release() {
                leave.run();
            }

            @Override
            public void fail(Failure failure) {
                throw new IllegalStateException("Nothing fails here.");
            }
        };
    }

    /** Runs what the commit thread has to do, unless another thread does. */
    void runCommits() {
        if (committing.compareAndSet(false, true)) {
            for (Runnable next = commits.poll(); next != null; next = commits.poll()) {
                next.run();
            }
            committing.set(false);
        }
    }

    @Override
    public void execute(Runnable task) {
        commits.add(task);
    }

    @Override
    public void commit(List<ActorCommit> group) {
        group.forEach(commit -> stored.putAll(commit.entries()));
    }

    @Override
    public byte[] entry(EntryKey key) {
        return stored.get(key);
    }

    @Override
    public List<Entry> entries(EntryRange range) {
        return new ArrayList<>();
    }

    @Override
    public byte[] loadState(String actorId) {
        return null;
    }

    @Override
    public byte[] loadEntry(String actorId, EntryKey key) {
        return entry(key);
    }

    @Override
    public List<Entry> loadEntries(String actorId, EntryRange range) {
        return entries(range);
    }

    @Override
    public List<Alarm> alarms(Alarm after, long until, int limit) {
        return List.of();
    }

    @Override
    public Directory directory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is held
    }
}
