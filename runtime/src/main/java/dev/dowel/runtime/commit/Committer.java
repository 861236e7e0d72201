package dev.dowel.runtime.commit;

import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.recording.CommitGroupEvent;
import dev.dowel.runtime.recording.FlightRecording;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.StaleClaimException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes sealed turns and opens the gate. Turns are submitted by any thread and written by one, the commit thread.
 *
 * <p><b>Protocol.</b> Sealed turns form one queue, the log. The commit thread takes everything that waits, which is a
 * group, writes it with one sync, and then lets the outputs of its turns out in the order of the log. While it syncs, the
 * next group fills: batching needs no timer. Of several turns of one actor in a group only the newest snapshot is written.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A turn is submitted after every turn whose results it saw. So what it depends on is in the same group before it,
 *       or settled.
 *   <li>No output is released before its turn and everything that turn depends on is durable.
 *   <li>Outputs of one actor are released in the order its turns were sealed, read-only turns included.
 *   <li>If a group cannot be written, all its turns fail and their activations are discarded; turns that were sealed on
 *       top of them fail when their turn in the log comes, because their activation is discarded or what they depend on
 *       failed.
 *   <li>A turn under a stale claim fails alone, with those that depend on it; the rest of its group is written.
 * </ol>
 *
 * <p>Why one log and not one per actor: a call from actor to actor does not wait for the disk. Because the callee's turn
 * precedes the caller's in the log, one comparison of positions would order any two of them, and a crash cuts the log at
 * one place, so no actor can remember what another has forgotten.
 */
public final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final ActorStore store;
    private final Executor commitThread;
    private final LongSupplier nanoTime;
    private final RuntimeListener listener;
    private final boolean isHeard;
    private final Queue<SealedTurn> log = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates a committer.
     *
     * @param commitThread runs tasks one after another
     * @param nanoTime a clock that never goes back, for the listener
     * @param listener is told of every group
     */
    public Committer(ActorStore store, Executor commitThread, LongSupplier nanoTime, RuntimeListener listener) {
        this.store = store;
        this.commitThread = commitThread;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.isHeard = !listener.equals(RuntimeListener.NONE);
    }

    /** Appends a turn to the log. */
    public void submit(SealedTurn turn) {
        turn.waitsSince(isHeard ? nanoTime.getAsLong() : 0);
        log.add(turn);
        if (waiting.getAndIncrement() == 0) {
            startCommitting();
        }
    }

    /** Whoever counts the first turn is the only one who starts the commit thread, and so must not fail to. */
    private void startCommitting() {
        while (true) {
            try {
                commitThread.execute(this::commitWaiting);
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait(); // the turn that takes all memory fails, and then there is some
            }
        }
    }

    private void commitWaiting() {
        int taken;
        do {
            taken = commitGroup();
        } while (waiting.addAndGet(-taken) != 0);
    }

    /** Commits what waits and says how much that was. Whatever happens to a group, the next one is committed. */
    private int commitGroup() {
        List<SealedTurn> group = List.of();
        try {
            group = new ArrayList<>();
            take(group);
            commit(group);
        } catch (RuntimeException | Error e) { // nothing was written: there was no memory to put it together, say
            undo(group, e);
        }
        return group.size();
    }

    private void take(List<SealedTurn> group) {
        for (SealedTurn turn = log.peek(); turn != null; turn = log.peek()) {
            group.add(turn);
            log.remove();
        }
    }

    private void undo(List<SealedTurn> group, Throwable cause) {
        try {
            discardAll(group, cause);
        } catch (RuntimeException | Error e) {
            LOG.error("Could not tell every activation that its turns are undone", e);
        }
        group.forEach(this::settle);
    }

    private void commit(List<SealedTurn> group) {
        List<ActorCommit> writes = writesOf(group);
        while (!writes.isEmpty()) {
            try {
                write(group, writes);
                break;
            } catch (StaleClaimException e) {
                LOG.warn("Refused to write under claims that others have overtaken: {}", e.actorIds());
                if (!discardStale(group, e)) {
                    discardAll(group, e);
                }
                writes = writesOf(group);
            } catch (RuntimeException | Error e) {
                discardAll(group, e);
                break;
            }
        }
        long opened = isHeard ? nanoTime.getAsLong() : 0;
        group.forEach(this::settle);
        tellWaits(group, opened);
    }

    /** Writes one batch and tells who listens. */
    private void write(List<SealedTurn> group, List<ActorCommit> writes) {
        CommitGroupEvent event = FlightRecording.commitGroup();
        if (event == null && !isHeard) {
            store.commit(writes);
            return;
        }
        long begunAt = nanoTime.getAsLong();
        boolean durable = false;
        try {
            store.commit(writes);
            durable = true;
        } finally {
            long bytes = writes.stream().mapToLong(ActorCommit::bytes).sum();
            if (event != null) {
                event.ended(group.size(), writes.size(), bytes, durable);
            }
            tellGroup(durable, group.size(), writes.size(), bytes, nanoTime.getAsLong() - begunAt);
        }
    }

    /** A listener that throws must not undo what is durable. */
    private void tellGroup(boolean durable, int turns, int actors, long bytes, long nanos) {
        try {
            if (durable) {
                listener.groupCommitted(turns, actors, bytes, nanos);
            } else {
                listener.groupFailed();
            }
        } catch (RuntimeException e) {
            LOG.error("The runtime's listener failed", e);
        }
    }

    /** After everything left: clients do not wait for who counts. */
    private void tellWaits(List<SealedTurn> group, long opened) {
        if (!isHeard) {
            return;
        }
        try {
            for (SealedTurn turn : group) {
                if (turn.status() == SealedTurn.Status.DURABLE) {
                    listener.gateOpened(opened - turn.waitsSince());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The runtime's listener failed", e);
        }
    }

    /** What a group writes. Discards the activations of turns that cannot be written, and of those that built on them. */
    private static List<ActorCommit> writesOf(List<SealedTurn> group) {
        while (discardUndone(group)) {
            // Discarding one activation may undo turns of others that come earlier in the group.
        }
        Map<CommitSource, MergedWrites> writes = new LinkedHashMap<>();
        for (SealedTurn turn : group) {
            if (turn.writes() && !turn.isUndone()) {
                writes.computeIfAbsent(turn.source(), source -> new MergedWrites())
                        .add(turn.written());
            }
        }
        return writes.entrySet().stream()
                .map(entry -> entry.getValue().commit(entry.getKey().claim()))
                .toList();
    }

    private static boolean discardUndone(List<SealedTurn> group) {
        boolean found = false;
        for (SealedTurn turn : group) {
            if (!turn.source().isDiscarded() && turn.isUndone()) {
                turn.source().discard();
                found = true;
            }
        }
        return found;
    }

    /** If a group has turns under two claims on one actor, only the older ones are stale. */
    private static boolean discardStale(List<SealedTurn> group, StaleClaimException stale) {
        List<CommitSource> named = group.stream()
                .map(SealedTurn::source)
                .filter(source -> stale.actorIds().contains(idOf(source)) && !source.isDiscarded())
                .distinct()
                .toList();
        Map<String, Long> newest = new HashMap<>();
        named.forEach(source -> newest.merge(idOf(source), source.claim().generation(), Math::max));
        List<CommitSource> overtaken = named.stream()
                .filter(source -> source.claim().generation() < newest.getOrDefault(idOf(source), 0L))
                .toList();
        List<CommitSource> discarded = overtaken.isEmpty() ? named : overtaken;
        discarded.forEach(CommitSource::discard);
        return !discarded.isEmpty();
    }

    private static String idOf(CommitSource source) {
        return source.claim().record().id();
    }

    private static void discardAll(List<SealedTurn> group, Throwable cause) {
        LOG.error("Could not write a group of {} turns; they are undone", group.size(), cause);
        group.forEach(turn -> turn.source().discard());
    }

    /** One turn that cannot let out everything must not keep the others, which are as durable as it is. */
    private void settle(SealedTurn turn) {
        try {
            if (turn.isUndone()) {
                turn.fail(Failures.storeUnavailable());
            } else {
                turn.open();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("A turn could not let out all of its outputs", e);
        }
        turn.source().settled(turn);
    }
}
