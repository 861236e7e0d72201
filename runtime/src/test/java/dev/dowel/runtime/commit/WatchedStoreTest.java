package dev.dowel.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.simulation.SimulatedMachine;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StaleClaimException;
import dev.dowel.runtime.store.StoreCondition;
import dev.dowel.runtime.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a store is how its commits do, and a store that failed is asked until it works. */
class WatchedStoreTest {

    private final SimulatedMachine machine = new SimulatedMachine(new Random(7), 1_000_000_000L, new AtomicLong());
    private final RuntimeEnvironment environment = machine.environment();
    private final MoodyStore moody = new MoodyStore();
    private final WatchedStore store = new WatchedStore(moody, environment);

    @Test
    void aStoreThatDidNothingYetIsGood() {
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
    }

    @Test
    void aFailedCommitIsToldWithItsReasonAndTheTimeOfTheFirst() {
        var first = environment.clock().instant();
        fail(StoreException.Reason.IO_ERROR);
        machine.advance(Duration.ofMillis(500));
        fail(StoreException.Reason.DISK_FULL);
        assertThat(store.condition()).isEqualTo(new StoreCondition.Failing(StoreException.Reason.DISK_FULL, first));
    }

    @Test
    void aCommitThatSucceedsEndsTheFailure() {
        fail(StoreException.Reason.IO_ERROR);
        moody.failure = null;
        store.commit(List.of());
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
    }

    @Test
    void withoutCommitsTheStoreIsAskedUntilItWorksAndThenNoMore() {
        fail(StoreException.Reason.READ_ONLY);
        machine.advance(Duration.ofSeconds(5));
        assertThat(moody.probes).isEqualTo(5);
        assertThat(store.condition()).isInstanceOf(StoreCondition.Failing.class);

        moody.failure = null;
        machine.advance(Duration.ofSeconds(1));
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
        machine.advance(Duration.ofMinutes(1));
        assertThat(moody.probes).isEqualTo(6);
    }

    @Test
    void aStoreThatFailsAgainIsAskedAgain() {
        fail(StoreException.Reason.IO_ERROR);
        moody.failure = null;
        machine.advance(Duration.ofSeconds(1));
        fail(StoreException.Reason.IO_ERROR);
        machine.advance(Duration.ofSeconds(2));
        assertThat(moody.probes).isEqualTo(3);
    }

    @Test
    void aRefusedClaimIsNoFaultOfTheStore() {
        moody.failure = new StaleClaimException(Set.of("a"));
        assertThatThrownBy(() -> store.commit(List.of())).isSameAs(moody.failure);
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
    }

    @Test
    void aCommitThatTakesLongIsToldWhileItIsUnderWayAndForAWhileAfter() {
        moody.takes = WatchedStore.SLOW;
        store.commit(List.of());
        assertThat(moody.conditionMeanwhile).isEqualTo(new StoreCondition.Slow(WatchedStore.SLOW));
        assertThat(store.condition()).isEqualTo(new StoreCondition.Slow(WatchedStore.SLOW));

        machine.advance(WatchedStore.REMEMBERED);
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
    }

    @Test
    void aQuickCommitEndsTheSlowness() {
        moody.takes = WatchedStore.SLOW;
        store.commit(List.of());
        moody.takes = WatchedStore.SLOW.minusMillis(1);
        store.commit(List.of());
        assertThat(store.condition()).isEqualTo(new StoreCondition.Good());
    }

    private void fail(StoreException.Reason reason) {
        moody.failure = new StoreException(reason, "No.", null);
        assertThatThrownBy(() -> store.commit(List.of())).isSameAs(moody.failure);
    }

    /** Does as it is told, and keeps nothing. */
    private final class MoodyStore implements ActorStore {
        private final MemoryStore nothing = new MemoryStore();
        private @Nullable StoreException failure;
        private Duration takes = Duration.ZERO;
        private @Nullable StoreCondition conditionMeanwhile;
        private int probes;

        @Override
        public void commit(List<ActorCommit> group) {
            if (!takes.isZero()) {
                machine.advance(takes);
            }
            conditionMeanwhile = store.condition();
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void probe() {
            probes++;
            commit(List.of());
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
            return nothing;
        }

        @Override
        public void close() {}
    }
}
