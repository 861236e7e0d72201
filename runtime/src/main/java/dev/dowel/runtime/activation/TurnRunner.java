package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.Durability;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.TurnOutcome;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.recording.FlightRecording;
import dev.dowel.runtime.recording.TurnEvent;
import dev.dowel.runtime.turn.Turn;
import dev.dowel.runtime.turn.TurnScope;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs code of one actor as turns: all of its effects happen, or none. Confined to the holder of the actor's token.
 *
 * <p><b>The walk.</b> Code runs and collects effects in a {@link Turn}. Then the state is serialised if it changed, the turn
 * ends, and the {@link Gate} takes what it writes and lets out. If the code throws, if the state or the output cannot be
 * serialised, or if the time is up first, state and connection states return to what was sealed last, and the caller is
 * told.
 *
 * <p><b>Invariant.</b> Between two turns the state is the sealed one.
 */
final class TurnRunner implements TurnScope {

    /** The code of a turn. */
    @FunctionalInterface
    interface Body {
        void run(Turn turn) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);

    /** The most parts a turn commits ahead of the disk. */
    private static final int MOST_AHEAD = 512;

    private final ActivationParts parts;
    private final StateCell<?> state;
    private final Gate gate;
    private final RelaxedSaver saver;
    private final TurnOwner owner;
    private final OpenTurns open;
    private boolean creating;
    private boolean incomplete;

    /**
     * Creates the runner of an activation.
     *
     * @param owner the activation
     * @param creating whether the first turn that succeeds creates the actor
     */
    TurnRunner(
            ActivationParts parts,
            StateCell<?> state,
            Gate gate,
            RelaxedSaver saver,
            TurnOwner owner,
            boolean creating) {
        this.parts = parts;
        this.state = state;
        this.gate = gate;
        this.saver = saver;
        this.owner = owner;
        this.open = new OpenTurns(parts, owner);
        this.creating = creating;
        this.incomplete = creating;
    }

    /** The hooks that create the actor have run: there is something to store. */
    void complete() {
        incomplete = false;
    }

    /** Runs code as one turn. True if its effects happen, subject to the commit. */
    boolean run(TurnPlan plan, Body body) {
        if (owner.isGivenUp()) { // the turn that is stuck may still run
            plan.failed().accept(Failures.stopped());
            return false;
        }
        TurnEvent event = FlightRecording.turn();
        Turn turn = begin(plan);
        byte[] changed = null;
        Throwable thrown = null;
        try {
            body.run(turn);
            Turn.Companion companion = turn.companion();
            if (companion != null) {
                companion.ending();
            }
            if (turn.destroys()) {
                owner.destroying(turn);
            }
            changed = turn.destroys() ? null : changedBytes(turn);
            checkOutlived(turn, changed);
        } catch (Throwable t) { // whatever actor code throws ends its turn, not the actor
            thrown = t;
        }
        boolean ended = turn.end();
        open.end();
        turn.close();
        if (thrown != null || !ended) {
            undo(turn);
            if (!ended) {
                parts.stuckTurns().ended(parts.address(), turn);
            }
            Failure failure = plan.timedOut();
            if (ended && thrown != null) {
                failure = failureOf(thrown, plan);
                letOut(failure, plan);
            }
            if (turn.companion() != null) {
                turn.companion().undone(failure);
            }
            owner.turnEnded();
            tell(plan, turn, outcomeOf(ended, failure), event);
            return false;
        }
        finish(plan, turn, changed);
        if (turn.companion() != null) {
            turn.companion().ended();
        }
        owner.turnEnded();
        tell(plan, turn, TurnOutcome.OK, event);
        return true;
    }

    private Failure failureOf(Throwable thrown, TurnPlan plan) {
        try {
            return owner.isClosed()
                    ? Failures.stoppedMeanwhile()
                    : parts.boundary().of(thrown, parts.address(), parts.actorId(), plan.what());
        } catch (RuntimeException | Error e) { // its message throws, or there is no memory to log it
            return Failures.unexplained();
        }
    }

    /** Somebody waits for it: if there is no memory now, there is when the turns that took it have failed. */
    private void letOut(Failure failure, TurnPlan plan) {
        while (true) {
            try {
                gate.seal(null, false, false, List.of(new FailureOutput(failure, plan.failed())));
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }

    private TurnOutcome outcomeOf(boolean ended, Failure failure) {
        if (owner.isClosed()) {
            return TurnOutcome.STOPPED;
        }
        if (!ended) {
            return TurnOutcome.TIMED_OUT;
        }
        return failure.isInternal() ? TurnOutcome.INTERNAL_ERROR : TurnOutcome.ERROR;
    }

    /** The last thing of a turn: nothing of it depends on who listens. */
    private void tell(TurnPlan plan, Turn turn, TurnOutcome outcome, @Nullable TurnEvent event) {
        ActorListener listener = parts.listener();
        if (!listener.equals(ActorListener.NONE)) {
            long now = parts.environment().nanoTime().getAsLong();
            try {
                listener.turnEnded(plan.what(), outcome, now - turn.begunAt());
            } catch (RuntimeException e) {
                LOG.error("The runtime's listener failed", e); // the turn is as good as ever
            }
        }
        if (event != null) {
            event.ended(
                    parts.address().name(),
                    parts.actorId(),
                    plan.what(),
                    outcome.name(),
                    parts.token().size());
        }
    }

    /** A turn that outlives its actor may still answer, but there is nothing left that it could change. */
    private void checkOutlived(Turn turn, byte @Nullable [] changed) {
        if (owner.isClosed()
                && (changed != null || turn.destroys() || !gate.entries().isUntouched())) {
            throw Failures.stoppedMeanwhile().toException();
        }
    }

    /** What cannot be undone, for want of memory, say, ends the activation: nobody may go on from there. */
    private void undo(Turn turn) {
        try {
            turn.rollback();
            state.rollback();
            gate.rollback();
        } catch (RuntimeException | Error e) {
            gate.discard();
            LOG.error("A turn of actor {} {} could not be undone", parts.address(), parts.actorId(), e);
        }
    }

    /**
     * Undoes what the current turn did since its last part, and lets it go on.
     *
     * @throws ActorError if its time is up
     */
    void undoPart() {
        Turn turn = current();
        if (!turn.isRunning()) {
            throw expired();
        }
        undo(turn);
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
        open.begin(turn);
        return turn;
    }

    private void finish(TurnPlan plan, Turn turn, byte @Nullable [] changed) {
        Consumer<@Nullable SealedTurn> localReply = turn.localReply();
        byte[] toWrite = changed;
        if (changed != null) {
            state.seal(changed);
            // What is written to entries is written now, and the state that belongs to it with it.
            if (plan.durability() == Durability.RELAXED
                    && !creating
                    && gate.entries().isUntouched()) {
                saver.save(changed);
                toWrite = null;
            }
        }
        SealedTurn sealed = sealEnd(toWrite, turn.destroys(), turn.takeOutputs());
        turn.takeStarts().forEach(Runnable::run);
        if (localReply != null) {
            localReply.accept(sealed.status() == SealedTurn.Status.DURABLE ? null : sealed);
        }
        if (turn.destroys()) {
            owner.destroyed();
        }
    }

    /** The turn that creates the actor goes with the next one, unless somebody waits for it. */
    private SealedTurn sealEnd(byte @Nullable [] changed, boolean destroy, List<Output> outputs) {
        if (!creating || destroy || !outputs.isEmpty()) {
            return seal(changed, destroy, outputs);
        }
        creating = false;
        return gate.hold(changed);
    }

    private SealedTurn seal(byte @Nullable [] changed, boolean destroy, List<Output> outputs) {
        boolean create = creating;
        creating = false;
        byte[] state = changed;
        if (changed == null && !gate.entries().isUntouched()) {
            state = saver.take(); // entries must not be stored before the state they may build on
        } else if (changed != null) {
            saver.saved();
        }
        try {
            return gate.seal(destroy ? null : state, create, destroy, outputs);
        } catch (RuntimeException | Error e) { // what is in memory will not be stored: nobody may go on from there
            gate.discard();
            outputs.forEach(output -> output.fail(Failures.storeUnavailable()));
            throw e;
        }
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

    /**
     * Commits what the current turn did so far, and lets those go first who wait for the token. Waits if too much of this
     * activation is not durable: code that only receives and receives would go ahead of the disk without end.
     */
    void nextPart() throws Exception {
        if (parts.token().size() > 1) {
            await(() -> null);
            return;
        }
        Turn turn = current();
        if (turn.takeStop()) {
            throw new InterruptedException("The actor stops.");
        }
        SealedTurn sealed = sealPart();
        if (gate.pending() >= MOST_AHEAD) {
            await(sealed::awaitSettled);
        } else if (turn.isBackground()) {
            turn.renew(parts.environment().nanoTime().getAsLong());
        }
    }

    /** Commits what the current turn did so far and runs work without the token. */
    <T extends @Nullable Object> T await(Callable<T> work) throws Exception {
        Turn turn = current();
        if (turn.takeStop()) {
            throw new InterruptedException("The actor stops.");
        }
        sealPart();
        open.waits(turn);
        turn.awaiting(true);
        owner.turnEnded();
        try {
            T result = parts.token().release(work);
            if (owner.isClosed()) {
                throw Failures.stoppedMeanwhile().toException();
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
            open.resumes(turn);
        }
    }

    private static ActorError expired() {
        return new ActorError("actor", "action_timed_out", "The time of this turn is up.", null);
    }

    /** The turns that have begun and not ended. */
    OpenTurns open() {
        return open;
    }

    @Override
    public Turn current() {
        return open.current();
    }

    /** Whether this thread runs a turn of this actor. */
    boolean isInTurn() {
        return open.isInTurn();
    }
}
