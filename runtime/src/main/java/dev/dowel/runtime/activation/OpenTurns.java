package dev.dowel.runtime.activation;

import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.turn.Turn;
import dev.dowel.runtime.turn.TurnScope;
import dev.dowel.runtime.turn.TurnWatch;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one activation that have begun and not ended: the one that runs, and those that gave the token back and wait.
 * What begins, waits and ends turns is confined to the holder of the token; everything else may be called by any thread.
 *
 * <p>It shows the watch which of them have a time that may be up.
 */
final class OpenTurns implements TurnScope, TurnWatch.Watched {

    /** A turn that has not ended so long after it was interrupted is stuck. */
    private static final long STUCK_AFTER = Duration.ofSeconds(1).toNanos();

    private final ActivationParts parts;
    private final TurnOwner owner;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Turn running;

    OpenTurns(ActivationParts parts, TurnOwner owner) {
        this.parts = parts;
        this.owner = owner;
    }

    /** A turn runs from now on. */
    void begin(Turn turn) {
        running = turn;
        watchIfNeeded();
    }

    /** The turn that runs has ended. */
    void end() {
        running = null;
    }

    /** The turn that runs is about to give the token back. */
    void waits(Turn turn) {
        waiting.add(turn);
        running = null;
    }

    /** It holds the token again. */
    void resumes(Turn turn) {
        running = turn;
        waiting.remove(turn);
        watchIfNeeded();
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    /** How many of those somebody waits for in turn. */
    int waitingCalls() {
        int calls = 0;
        for (Turn turn : waiting) {
            calls += turn.isBackground() ? 0 : 1;
        }
        return calls;
    }

    /** Tells every turn that waits that the actor stops: its wait ends, and it may still answer. */
    void stopWaiting() {
        waiting.forEach(Turn::requestStop);
    }

    /** Ends every turn that waits. */
    void expireWaiting(Failure reason) {
        waiting.forEach(turn -> turn.expire(reason));
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

    /** Whether the calling thread runs a turn of this activation. */
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
            if (turn.hasExpiredBefore(now, STUCK_AFTER)) {
                owner.stuck(turn);
            }
        }
        boolean someWait = false;
        for (Turn other : waiting) {
            if (!other.isBackground()) {
                someWait = true;
                if (other.isOverdue(now)) {
                    other.expire();
                }
            }
        }
        return turn != null || someWait;
    }

    @Override
    public @Nullable Turn running() {
        return running;
    }

    @Override
    public String actor() {
        return parts.address() + " " + parts.actorId();
    }

    @Override
    public void unwatched() {
        watched.set(false);
        if (running != null || waiting.stream().anyMatch(turn -> !turn.isBackground())) {
            watchIfNeeded();
        }
    }
}
