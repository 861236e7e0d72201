package dev.dowel.runtime.commit;

import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.recording.FlightRecording;
import dev.dowel.runtime.recording.GateWaitEvent;
import dev.dowel.runtime.store.ActorRecord;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finished turn that waits at the gate: what it writes and what it lets out. Immutable but for its status, which the
 * committer sets once.
 */
public final class SealedTurn {

    /** Where a sealed turn stands. */
    public enum Status {
        /** Not durable yet. */
        SEALED,
        /** Durable, with everything it depends on; its outputs left. */
        DURABLE,
        /** Undone; its outputs failed. */
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(SealedTurn.class);

    private final CommitSource source;
    private final TurnWrites writes;
    private final Runnable onDurable;
    private final List<Output> outputs;
    private final List<SealedTurn> dependsOn;
    private volatile Status status = Status.SEALED;
    private volatile @Nullable Thread waiter;
    private long waitsSince;
    private @Nullable GateWaitEvent wait;

    /**
     * Seals a turn.
     *
     * @param writes what it writes
     * @param onDurable runs when what it wrote is in the store, before its outputs leave
     * @param outputs what leaves, in order
     * @param dependsOn turns of other actors whose results it saw before they were durable
     */
    public SealedTurn(
            CommitSource source,
            TurnWrites writes,
            Runnable onDurable,
            List<Output> outputs,
            List<SealedTurn> dependsOn) {
        this.source = source;
        this.writes = writes;
        this.onDurable = onDurable;
        this.outputs = outputs;
        this.dependsOn = dependsOn;
    }

    /** The activation that ran it. */
    public CommitSource source() {
        return source;
    }

    /** Whether anything of it has to be written. */
    public boolean writes() {
        return !writes.isEmpty();
    }

    /** Where it stands. */
    public Status status() {
        return status;
    }

    /** What of it has to be written. */
    TurnWrites written() {
        return writes;
    }

    /** Notes that it begins to wait, before it is in the log. */
    void waitsSince(long nanos) {
        waitsSince = nanos;
        wait = FlightRecording.gateWait();
    }

    /** Since when it waits, if anybody wanted to know. Commit thread. */
    long waitsSince() {
        return waitsSince;
    }

    boolean dependsOnOthers() {
        return !dependsOn.isEmpty();
    }

    /** Whether it, or what it depends on, was undone. Asked by the committer before it writes. */
    boolean isUndone() {
        if (source.isDiscarded()) {
            return true;
        }
        for (SealedTurn other : dependsOn) {
            if (other.status == Status.FAILED || (other.source.isDiscarded() && other.status == Status.SEALED)) {
                return true;
            }
        }
        return false;
    }

    /** Lets everything out. Called when the turn and all it depends on are durable. */
    public void open() {
        status = Status.DURABLE;
        guarded(onDurable);
        for (Output output : outputs) {
            guarded(output::release);
        }
        wake();
        recordWait(true);
    }

    /** Fails everything it would have let out. */
    void fail(Failure failure) {
        status = Status.FAILED;
        for (Output output : outputs) {
            guarded(() -> output.fail(failure));
        }
        wake();
        recordWait(false);
    }

    private void recordWait(boolean durable) {
        GateWaitEvent event = wait;
        if (event != null) {
            ActorRecord actor = source.claim().record();
            event.ended(actor.address().name(), actor.id(), durable);
        }
    }

    /** Waits until it is durable or failed, and says which; interrupts are kept for later. One thread may wait. */
    public Status awaitSettled() {
        waiter = Thread.currentThread();
        boolean interrupted = false;
        while (status == Status.SEALED) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return status;
    }

    /** An output that throws must not keep the others, or the commit thread. */
    private static void guarded(Runnable leave) {
        try {
            leave.run();
        } catch (RuntimeException | Error e) {
            logged(e);
        }
    }

    /** Nor may one whose error cannot be logged: its message may throw, or memory may have ended. */
    private static void logged(Throwable failure) {
        try {
            LOG.error("An output failed to leave", failure);
        } catch (RuntimeException | Error e) {
            // Nobody can be told why.
        }
    }

    private void wake() {
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }
}
