package dev.dowel.runtime.commit;

import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.StaleClaimException;
import dev.dowel.runtime.store.StoreCondition;
import dev.dowel.runtime.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store whose commits are watched, so that its condition can be told. Thread safe; {@link #commit} is for the commit thread.
 *
 * <p>After a failure it asks the store every second whether it works again, on the commit thread. Commits ask that too; but a
 * server that says it is failing may be sent none.
 */
public final class WatchedStore implements ActorStore {

    /** A commit that takes so long is slow. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** A slow commit is told of for so long, unless a faster one follows. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WatchedStore.class);
    private static final StoreCondition GOOD = new StoreCondition.Good();

    /** The newest commit; its end is {@link Long#MIN_VALUE} while it is under way. */
    private record Commit(long start, long end) {}

    private final ActorStore store;
    private final RuntimeEnvironment environment;
    private volatile @Nullable Commit newest;
    private volatile StoreCondition.@Nullable Failing failing;

    /** Whether a probe will come. Commit thread only. */
    private boolean probing;

    /** Watches a store. */
    public WatchedStore(ActorStore store, RuntimeEnvironment environment) {
        this.store = store;
        this.environment = environment;
    }

    /** How the store does now. Does not block. */
    public StoreCondition condition() {
        StoreCondition.Failing now = failing;
        if (now != null) {
            return now;
        }
        Commit commit = newest;
        if (commit == null) {
            return GOOD;
        }
        long time = environment.nanoTime().getAsLong();
        boolean underWay = commit.end() == Long.MIN_VALUE;
        Duration took = Duration.ofNanos((underWay ? time : commit.end()) - commit.start());
        boolean recent = underWay || time - commit.end() < REMEMBERED.toNanos();
        return recent && took.compareTo(SLOW) >= 0 ? new StoreCondition.Slow(took) : GOOD;
    }

    @Override
    public void commit(List<ActorCommit> group) {
        watch(() -> store.commit(group));
    }

    @Override
    public void probe() {
        watch(store::probe);
    }

    private void watch(Runnable write) {
        long start = environment.nanoTime().getAsLong();
        newest = new Commit(start, Long.MIN_VALUE);
        try {
            write.run();
            failing = null;
        } catch (StaleClaimException refused) {
            throw refused;
        } catch (StoreException e) {
            failed(e.reason());
            throw e;
        } catch (RuntimeException | Error e) {
            failed(StoreException.Reason.UNAVAILABLE);
            throw e;
        } finally {
            newest = new Commit(start, environment.nanoTime().getAsLong());
        }
    }

    private void failed(StoreException.Reason reason) {
        StoreCondition.Failing before = failing;
        Instant since = before == null ? environment.clock().instant() : before.since();
        failing = new StoreCondition.Failing(reason, since);
        if (!probing) {
            probing = true;
            probeLater();
        }
    }

    private void probeLater() {
        environment
                .timers()
                .schedule(PROBE_INTERVAL, () -> environment.commitThread().execute(this::probeNow));
    }

    private void probeNow() {
        if (failing == null) {
            probing = false;
            return;
        }
        try {
            probe();
            probing = false;
            LOG.info("The store works again.");
        } catch (RuntimeException | Error e) {
            LOG.debug("The store does not work yet", e);
            probeLater();
        }
    }

    @Override
    public byte @Nullable [] loadState(String actorId) {
        return store.loadState(actorId);
    }

    @Override
    public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
        return store.loadEntry(actorId, key);
    }

    @Override
    public List<Entry> loadEntries(String actorId, EntryRange range) {
        return store.loadEntries(actorId, range);
    }

    @Override
    public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        return store.alarms(after, until, limit);
    }

    @Override
    public Directory directory() {
        return store.directory();
    }

    @Override
    public void close() {
        store.close();
    }
}
