package dev.dowel.runtime.turn;

import dev.dowel.Connection;
import dev.dowel.ScheduledRun;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of an actor's code and the effects it collected so far. Confined to the thread that runs it, except {@link
 * #expire} and {@link #requestStop}.
 *
 * <p><b>Invariants.</b> A turn leaves {@code RUNNING} once: to {@code ENDED}, after which its effects or its error
 * happen, or to {@code EXPIRED}, after which neither does. While a part of it is being sealed it is {@code SEALING} and does not expire.
 * A thread interrupted by expiry is interrupted before the turn is closed, so that the interrupt never meets a later turn.
 */
public final class Turn {

    /** What lasts as long as a turn, across its parts. Called on the turn's thread. */
    public interface Companion {

        /** The turn's code ended well; what this does still belongs to the turn. */
        void ending();

        /** The turn is over. */
        void ended();

        /** The turn is over, and what it did since its last part was undone. */
        void undone(Failure failure);
    }

    private enum Status {
        RUNNING,
        SEALING,
        ENDED,
        EXPIRED,
        INTERRUPTED
    }

    private final AtomicReference<Status> status = new AtomicReference<>(Status.RUNNING);
    private final Thread thread = Thread.currentThread();
    private final Consumer<Failure> onExpiry;
    private final Failure timedOut;
    private final boolean readOnly;
    private final boolean background;
    private final @Nullable Connection caller;
    private final @Nullable ScheduledRun scheduledRun;
    private final long begunAt;
    private final long timeout;
    private volatile long deadline;
    private final List<Runnable> undo = new ArrayList<>(0);
    private final List<Runnable> starts = new ArrayList<>(0);
    private List<Output> outputs = new ArrayList<>(2);
    private @Nullable Consumer<@Nullable SealedTurn> localReply;
    private boolean destroys;
    private @Nullable Companion companion;
    private volatile boolean awaiting;

    /** Whether the actor stops and the turn's code was not told yet. Guarded by {@code undo}. */
    private boolean stopRequested;

    /**
     * Begins a turn on this thread.
     *
     * @param now the time on the runtime's nanosecond clock
     * @param timeout how many nanoseconds it may run
     * @param onExpiry is told why it expired, once, on the thread that ends it
     * @param timedOut what it is told when the time is up
     * @param readOnly whether it promised to change nothing
     * @param background whether only its work has a deadline, and not its waiting
     * @param caller the connection that caused it, or null
     * @param scheduledRun the schedule or job that caused it, or null
     */
    public Turn(
            long now,
            long timeout,
            Consumer<Failure> onExpiry,
            Failure timedOut,
            boolean readOnly,
            boolean background,
            @Nullable Connection caller,
            @Nullable ScheduledRun scheduledRun) {
        this.begunAt = now;
        this.timeout = timeout;
        this.deadline = now + timeout;
        this.onExpiry = onExpiry;
        this.timedOut = timedOut;
        this.readOnly = readOnly;
        this.background = background;
        this.caller = caller;
        this.scheduledRun = scheduledRun;
    }

    /** Whether only its work has a deadline, and not its waiting. */
    public boolean isBackground() {
        return background;
    }

    /** When it began, on the runtime's nanosecond clock. */
    public long begunAt() {
        return begunAt;
    }

    /** When it expires, on the runtime's nanosecond clock. */
    public long deadline() {
        return deadline;
    }

    /** Lets it run as long again. */
    public void renew(long now) {
        deadline = now + timeout;
    }

    /** The schedule or job that caused it, or null. */
    public @Nullable ScheduledRun scheduledRun() {
        return scheduledRun;
    }

    /** Whether it promised to change nothing. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** The connection that caused it, or null. */
    public @Nullable Connection caller() {
        return caller;
    }

    /** Whether the caller runs this turn and holds its actor's token. */
    public boolean isConfinedHere() {
        return Thread.currentThread() == thread && !awaiting;
    }

    /** The thread that runs it. Any thread. */
    public Thread thread() {
        return thread;
    }

    /** Whether its time is up. */
    public boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    /** What lasts as long as this turn, or null. */
    public @Nullable Companion companion() {
        return companion;
    }

    /** Gives it something that lasts as long. */
    public void accompany(Companion newCompanion) {
        companion = newCompanion;
    }

    /** Whether it still runs: it neither ended nor expired. Any thread. */
    public boolean isRunning() {
        return status.get() == Status.RUNNING;
    }

    /** Whether it expired so long ago, and its caller was told. Any thread. */
    public boolean hasExpiredBefore(long now, long ago) {
        return status.get() == Status.INTERRUPTED && now - deadline >= ago;
    }

    /** Adds something that leaves with the commit. */
    public void add(Output output) {
        outputs.add(output);
    }

    /** Adds what starts when the effects so far are sealed. */
    public void afterSeal(Runnable start) {
        starts.add(start);
    }

    /** Takes what starts when the effects so far are sealed. */
    public List<Runnable> takeStarts() {
        if (starts.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = List.copyOf(starts);
        starts.clear();
        return taken;
    }

    /** Adds what to do if the turn is rolled back. */
    public void onRollback(Runnable action) {
        undo.add(action);
    }

    /** The answer to a caller in this server, which gets it at the seal, with the sealed turn if that is not durable. */
    public void replyLocally(Consumer<@Nullable SealedTurn> reply) {
        localReply = reply;
    }

    /** The answer to a caller in this server, if there is one. */
    public @Nullable Consumer<@Nullable SealedTurn> localReply() {
        return localReply;
    }

    /** Destroys the actor with this turn. */
    public void destroy() {
        destroys = true;
    }

    /** Whether this turn destroys the actor. */
    public boolean destroys() {
        return destroys;
    }

    /** Marks that the token is given back, or held again. */
    public void awaiting(boolean now) {
        synchronized (undo) {
            awaiting = now;
            if (!now && stopRequested) {
                // The interrupt may have come after the wait; the next wait ends with it.
                Thread.interrupted();
            }
        }
    }

    /** Ends the turn's wait, or its next one, with an interrupt, because the actor stops. Any thread. */
    public void requestStop() {
        synchronized (undo) {
            stopRequested = true;
            if (awaiting) {
                thread.interrupt();
            }
        }
    }

    /** Whether its code has yet to be told that the actor stops; from here on it counts as told. */
    public boolean takeStop() {
        synchronized (undo) {
            boolean told = stopRequested;
            stopRequested = false;
            return told;
        }
    }

    /** Takes the outputs collected since the last call. */
    public List<Output> takeOutputs() {
        List<Output> taken = outputs;
        outputs = new ArrayList<>(2);
        undo.clear();
        return taken;
    }

    /** Makes the turn's outcome certain, be it effects or an error. False if it expired before, and its caller was told. */
    public boolean end() {
        return status.compareAndSet(Status.RUNNING, Status.ENDED);
    }

    /** Makes the effects so far certain, keeping expiry off until {@link #partSealed}. False if it expired before. */
    public boolean sealPart() {
        return status.compareAndSet(Status.RUNNING, Status.SEALING);
    }

    /** Goes on after {@link #sealPart}. */
    public void partSealed() {
        status.set(Status.RUNNING);
    }

    /** Drops the effects that were not sealed, newest first. */
    public void rollback() {
        outputs.clear();
        starts.clear();
        localReply = null;
        destroys = false;
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        undo.clear();
    }

    /** Ends the turn because its time is up. Any thread. */
    public void expire() {
        expire(timedOut);
    }

    /** Ends the turn for a reason. Any thread. */
    public void expire(Failure reason) {
        if (status.compareAndSet(Status.RUNNING, Status.EXPIRED)) {
            thread.interrupt();
            status.set(Status.INTERRUPTED);
            onExpiry.accept(reason);
        }
    }

    /** The last thing done on the turn's thread: makes sure that no interrupt of this turn is left behind. */
    public void close() {
        while (status.get() == Status.EXPIRED) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }
}
