package dev.dowel.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StaleClaimException;
import dev.dowel.runtime.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the committer writes, in which order outputs leave, and who fails with whom. */
class CommitterTest {

    /** Notes the groups it is given, and fails as told. */
    private static final Entries.Reader NOTHING_STORED = new Entries.Reader() {
        @Override
        public byte @Nullable [] entry(EntryKey key) {
            return null;
        }

        @Override
        public List<Entry> entries(EntryRange range) {
            return List.of();
        }
    };

    private static final class NotingStore implements ActorStore {
        final List<List<ActorCommit>> groups = new ArrayList<>();
        final Set<String> stale = new HashSet<>();
        boolean broken;

        @Override
        public void commit(List<ActorCommit> group) {
            Set<String> refused = new HashSet<>();
            for (ActorCommit commit : group) {
                if (stale.contains(commit.claim().record().id())) {
                    refused.add(commit.claim().record().id());
                }
            }
            if (!refused.isEmpty()) {
                throw new StaleClaimException(refused);
            }
            if (broken) {
                throw new StoreException("broken", null);
            }
            groups.add(group);
        }

        @Override
        public byte @Nullable [] loadState(String actorId) {
            return null;
        }

        @Override
        public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
            return null;
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            return List.of();
        }

        @Override
        public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
            return List.of();
        }

        @Override
        public Directory directory() {
            return new MemoryStore();
        }

        @Override
        public void close() {}
    }

    private final NotingStore store = new NotingStore();
    private final Deque<Runnable> commitThread = new ArrayDeque<>();
    private final Committer committer = new Committer(store, commitThread::add, () -> 0, RuntimeListener.NONE);
    private final List<String> log = new ArrayList<>();

    private Gate gate(String id) {
        ActorRecord record = new ActorRecord(id, new ActorAddress("default", "t", ActorKey.of(id)), 1, 0);
        return new Gate(new Claim(record, false), committer, NOTHING_STORED, () -> log.add("discard " + id));
    }

    private Output output(String name) {
        return new Output() {
            @Override
            public void release() {
                log.add(name);
            }

            @Override
            public void fail(Failure failure) {
                log.add(name + " failed");
            }
        };
    }

    private SealedTurn write(Gate gate, String output, int state) {
        return gate.seal(new byte[] {(byte) state}, false, false, List.of(output(output)));
    }

    private SealedTurn read(Gate gate, String output) {
        return gate.seal(null, false, false, List.of(output(output)));
    }

    private void commit() {
        for (Runnable task = commitThread.poll(); task != null; task = commitThread.poll()) {
            task.run();
        }
    }

    @Test
    void outputsLeaveAfterTheCommitInTheOrderOfTheLog() {
        Gate a = gate("a");
        Gate b = gate("b");
        write(a, "a1", 1);
        write(b, "b1", 1);
        read(a, "a2");
        assertThat(log).isEmpty();
        commit();
        assertThat(log).containsExactly("a1", "b1", "a2");
        assertThat(store.groups).hasSize(1);
    }

    @Test
    void turnThatDependsOnNothingLeavesAtOnce() {
        read(gate("a"), "a1");
        assertThat(log).containsExactly("a1");
        assertThat(commitThread).isEmpty();
    }

    @Test
    void groupWritesTheNewestSnapshotOfEachActorOnly() {
        Gate a = gate("a");
        write(a, "a1", 1);
        write(a, "a2", 2);
        write(gate("b"), "b1", 7);
        commit();
        assertThat(store.groups).hasSize(1);
        assertThat(store.groups.getFirst()).hasSize(2);
        assertThat(store.groups.getFirst().getFirst().state()).containsExactly(2);
    }

    @Test
    void failedGroupFailsItsTurnsAndThoseThatBuiltOnThem() {
        Gate a = gate("a");
        store.broken = true;
        write(a, "a1", 1);
        Runnable group = commitThread.remove();
        group.run();
        store.broken = false;
        write(a, "a2", 2);
        commit();
        assertThat(log).containsExactly("discard a", "a1 failed", "a2 failed");
        assertThat(store.groups).isEmpty();
    }

    @Test
    void staleClaimFailsAloneWithThoseThatDependOnIt() {
        Gate a = gate("a");
        Gate b = gate("b");
        Gate c = gate("c");
        store.stale.add("a");
        SealedTurn callee = write(a, "a1", 1);
        b.sawResultOf(callee);
        write(b, "b1", 1);
        write(c, "c1", 1);
        commit();
        assertThat(log).contains("a1 failed", "b1 failed", "c1").doesNotContain("a1", "b1");
        assertThat(store.groups).hasSize(1);
        assertThat(store.groups.getFirst()).hasSize(1);
    }

    @Test
    void readerThatSawAnUnstoredResultWaitsForIt() {
        Gate a = gate("a");
        Gate b = gate("b");
        b.sawResultOf(write(a, "a1", 1));
        read(b, "b1");
        assertThat(log).isEmpty();
        commit();
        assertThat(log).containsExactly("a1", "b1");
    }

    @Test
    void turnBeforeTheOneThatDependsOnAFailureIsNotWrittenEither() {
        Gate a = gate("a");
        Gate b = gate("b");
        Gate c = gate("c");
        store.stale.add("a");
        SealedTurn failing = write(a, "a1", 1);
        SealedTurn early = write(b, "b1", 1);
        c.sawResultOf(early);
        write(c, "c1", 1);
        b.sawResultOf(failing);
        write(b, "b2", 2);
        commit();
        assertThat(log).contains("b1 failed", "b2 failed", "c1 failed").doesNotContain("c1");
        assertThat(store.groups).isEmpty();
    }

    @Test
    void outputThatThrowsDoesNotKeepTheOthers() {
        Gate a = gate("a");
        Output throwing = new Output() {
            @Override
            public void release() {
                throw new IllegalStateException("thrown on purpose");
            }

            @Override
            public void fail(Failure failure) {}
        };
        a.seal(new byte[] {1}, false, false, List.of(throwing, output("after")));
        commit();
        assertThat(log).containsExactly("after");
        a.whenSettled(() -> log.add("settled"));
        assertThat(log).containsExactly("after", "settled");
    }

    @Test
    void outputWhoseErrorCannotBeLoggedDoesNotKeepTheOthers() {
        Output unspeakable = new Output() {
            @Override
            public void release() {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new OutOfMemoryError("on purpose");
                    }
                };
            }

            @Override
            public void fail(Failure failure) {}
        };
        gate("a").seal(new byte[] {1}, false, false, List.of(unspeakable, output("after")));
        commit();
        assertThat(log).containsExactly("after");
    }

    @Test
    void commitThreadIsStartedAlthoughThereIsNoMemoryAtFirst() {
        int[] refusals = {2};
        Committer starved = new Committer(
                store,
                task -> {
                    if (refusals[0]-- > 0) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    commitThread.add(task);
                },
                () -> 0,
                RuntimeListener.NONE);
        starved.submit(new SealedTurn(gate("a"), TurnWrites.NONE, () -> {}, List.of(output("a1")), List.of()));
        commitThread.remove().run();
        assertThat(log).containsExactly("a1");
    }

    @Test
    void groupThatCannotBePutTogetherIsUndoneAndTheNextOneIsCommitted() {
        Gate noMemory = gate("a");
        boolean[] full = {true};
        CommitSource source = new CommitSource() {
            @Override
            public Claim claim() {
                if (full[0]) {
                    throw new OutOfMemoryError("on purpose");
                }
                return noMemory.claim();
            }

            @Override
            public boolean isDiscarded() {
                return noMemory.isDiscarded();
            }

            @Override
            public void discard() {
                noMemory.discard();
            }

            @Override
            public void settled(SealedTurn turn) {
                log.add("settled");
            }
        };
        TurnWrites writes = TurnWrites.ofState(new byte[1]);
        committer.submit(new SealedTurn(source, writes, () -> {}, List.of(output("a1")), List.of()));
        commitThread.remove().run();
        assertThat(log).containsExactly("discard a", "a1 failed", "settled");
        full[0] = false;
        gate("b").seal(new byte[1], false, false, List.of(output("b1")));
        commitThread.remove().run();
        assertThat(log).endsWith("b1");
        assertThat(store.groups).hasSize(1);
    }
}
