package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.Durability;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import dev.dowel.runtime.turn.TurnScope;
import dev.dowel.runtime.turn.TurnWatch;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of one actor as turns: all of its effects happen, or none. Confined to the holder of the actor's token, except
 * the methods of {@link TurnWatch.Watched}.
 *
 * <p><b>The walk.</b> Code runs and collects effects in a {@link Turn}. Then the state is serialised if it changed, the turn
 * ends, and the {@link Gate} takes what it writes and lets out. If the code throws, if the state or the output cannot be
 * serialised, or if the time is up first, state and connection states return to what was sealed last, and the caller is
 * told.
 *
 * <p><b>Invariant.</b> Between two turns the state is the sealed one.
 */
final class TurnRunner implements TurnScope, TurnWatch.Watched {

    /** The activation, as its turns need it. Confined to the holder of the token. */
    interface Owner {
        /** Whether it is ending or over, so that no state of it may be relied on. */
        boolean isClosed();

        /** A turn will destroy the actor: runs its last hooks in it, and adds what leaves with the commit. */
        void destroying(Turn turn);

        /** Tells the actor that its state changed, in the turn that changed it. */
        void stateChanged(byte[] changed) throws Exception;

        /** A turn ended, or gave the token back. */
        void turnEnded();

        /** The turn that destroys the actor was sealed. */
        void destroyed();
    }

    /** The code of a turn. */
    @FunctionalInterface
    interface Body {
        void run(Turn turn) throws Exception;
    }

    private final ActivationParts parts;
    private final StateCell<?> state;
    private final Gate gate;
    private final RelaxedSaver saver;
    private final Owner owner;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Queue<Turn> awaiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Turn running;
    private boolean creating;
    private boolean incomplete;

    /**
     * Creates the runner of an activation.
     *
     * @param owner the activation
     * @param creating whether the first turn that succeeds creates the actor
     */
    TurnRunner(
            ActivationParts parts, StateCell<?> state, Gate gate, RelaxedSaver saver, Owner owner, boolean creating) {
        this.parts = parts;
        this.state = state;
        this.gate = gate;
        this.saver = saver;
        this.owner = owner;
        this.creating = creating;
        this.incomplete = creating;
    }

    /** The hooks that create the actor have run: there is something to store. */
    void complete() {
        incomplete = false;
    }

    /** Runs code as one turn. True if its effects happen, subject to the commit. */
    boolean run(TurnPlan plan, Body body) {
        Turn turn = begin(plan);
        byte[] changed = null;
        Throwable thrown = null;
        try {
            body.run(turn);
            if (turn.destroys()) {
                owner.destroying(turn);
            }
            changed = turn.destroys() ? null : changedBytes(turn);
        } catch (Throwable t) { // whatever actor code throws ends its turn, not the actor
            thrown = t;
        }
        boolean ended = turn.end();
        running = null;
        turn.close();
        if (thrown != null || !ended) {
            turn.rollback();
            state.rollback();
            gate.rollback();
            if (ended && thrown != null) {
                Failure failure = parts.boundary().of(thrown, parts.address(), parts.actorId(), plan.what());
                gate.seal(null, false, false, List.of(failureOutput(failure, plan.failed())));
            }
            owner.turnEnded();
            return false;
        }
        finish(plan, turn, changed);
        owner.turnEnded();
        return true;
    }

    /** The state to write, or null if it did not change; the actor is told if it did. */
    private byte @Nullable [] changedBytes(Turn turn) throws Exception {
        if (turn.isReadOnly()) {
            return null;
        }
        byte[] changed = state.changedBytes();
        if (changed != null) {
            owner.stateChanged(changed);
        }
        return changed;
    }

    private Turn begin(TurnPlan plan) {
        Turn turn = new Turn(
                parts.environment().nanoTime().getAsLong(),
                plan.timeout().toNanos(),
                plan.failed(),
                plan.timedOut(),
                plan.readOnly(),
                plan.background(),
                plan.caller(),
                plan.scheduledRun());
        running = turn;
        watchIfNeeded();
        return turn;
    }

    private void finish(TurnPlan plan, Turn turn, byte @Nullable [] changed) {
        Consumer<@Nullable SealedTurn> localReply = turn.localReply();
        byte[] toWrite = changed;
        if (changed != null) {
            state.seal(changed);
            if (plan.durability() == Durability.RELAXED && !creating) {
                saver.save(changed);
                toWrite = null;
            }
        }
        SealedTurn sealed = seal(toWrite, turn.destroys(), turn.takeOutputs());
        turn.takeStarts().forEach(Runnable::run);
        if (localReply != null) {
            localReply.accept(sealed.status() == SealedTurn.Status.DURABLE ? null : sealed);
        }
        if (turn.destroys()) {
            owner.destroyed();
        }
    }

    private SealedTurn seal(byte @Nullable [] changed, boolean destroy, List<Output> outputs) {
        boolean create = creating;
        creating = false;
        if (changed != null) {
            saver.saved();
        }
        return gate.seal(changed, create, destroy, outputs);
    }

    private static Output failureOutput(Failure failure, Consumer<Failure> failed) {
        return new Output() {
            @Override
            public void release() {
                failed.accept(failure);
            }

            @Override
            public void fail(Failure commitFailure) {
                failed.accept(commitFailure);
            }
        };
    }

    /** Commits what the current turn did so far. */
    SealedTurn sealPart() throws Exception {
        Turn turn = current();
        if (incomplete) {
            throw new IllegalStateException(
                    "A new actor is stored as a whole: await(), pause() and saveState() are possible"
                            + " from onWake() on. Before, code may block: nobody calls the actor yet.");
        }
        byte[] changed = changedBytes(turn);
        if (!turn.sealPart()) {
            throw expired();
        }
        try {
            if (changed != null) {
                state.seal(changed);
            }
            SealedTurn sealed = seal(changed, false, turn.takeOutputs());
            turn.takeStarts().forEach(Runnable::run);
            return sealed;
        } finally {
            turn.partSealed();
        }
    }

    /** Commits what the current turn did so far and runs work without the token. */
    <T extends @Nullable Object> T await(Callable<T> work) throws Exception {
        Turn turn = current();
        if (turn.takeStop()) {
            throw new InterruptedException("The actor stops.");
        }
        sealPart();
        awaiting.add(turn);
        running = null;
        turn.awaiting(true);
        owner.turnEnded();
        try {
            T result = parts.token().release(work);
            if (owner.isClosed()) {
                throw new ActorError("actor", "stopped", "The actor stopped while the action waited.", null);
            }
            return result;
        } catch (InterruptedException e) {
            turn.takeStop();
            throw e;
        } finally {
            turn.awaiting(false);
            if (turn.isBackground()) {
                turn.renew(parts.environment().nanoTime().getAsLong());
            }
            running = turn;
            awaiting.remove(turn);
            watchIfNeeded();
        }
    }

    /** Turns that gave the token back and have not ended. Any thread. */
    int waiting() {
        return awaiting.size();
    }

    /** Those of them that somebody waits for. Any thread. */
    int waitingCalls() {
        int calls = 0;
        for (Turn turn : awaiting) {
            calls += turn.isBackground() ? 0 : 1;
        }
        return calls;
    }

    /** Ends every turn that waits, because the activation is over. */
    void expireWaiting() {
        awaiting.forEach(turn -> turn.expire(Failures.stopped()));
    }

    private static ActorError expired() {
        return new ActorError("actor", "action_timed_out", "The time of this turn is up.", null);
    }

    @Override
    public Turn current() {
        Turn turn = running;
        if (turn == null || !turn.isConfinedHere()) {
            throw new IllegalStateException("This is only possible in a turn of the actor, on its thread: not in"
                    + " another thread, and not inside await().");
        }
        return turn;
    }

    /** Whether this thread runs a turn of this actor. */
    boolean isInTurn() {
        Turn turn = running;
        return turn != null && turn.isConfinedHere();
    }

    private void watchIfNeeded() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            parts.watch().watch(this);
        }
    }

    @Override
    public boolean expireOverdue(long now) {
        Turn turn = running;
        if (turn != null && turn.isOverdue(now)) {
            turn.expire();
        }
        boolean someWait = false;
        for (Turn waiting : awaiting) {
            if (!waiting.isBackground()) {
                someWait = true;
                if (waiting.isOverdue(now)) {
                    waiting.expire();
                }
            }
        }
        return turn != null || someWait;
    }

    @Override
    public void unwatched() {
        watched.set(false);
        if (running != null || awaiting.stream().anyMatch(turn -> !turn.isBackground())) {
            watchIfNeeded();
        }
    }
}
