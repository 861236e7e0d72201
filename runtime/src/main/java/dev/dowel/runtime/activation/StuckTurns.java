package dev.dowel.runtime.activation;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.turn.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The turns that expired and still run. Thread safe; its monitor guards its fields.
 *
 * <p>An actor whose turn is given up gets another activation, and so another thread. There is a bound to that: at most one
 * turn of an actor, and {@value #MOST} of all of them. An actor whose turn is stuck beyond that stays as it is until
 * one of the others ends: what waits for it is bounded too. An actor whose start is stuck is not started again before that ends.
 */
final class StuckTurns {

    static final int MOST = 64;

    private final Map<ActorAddress, Turn> givenUp = new HashMap<>();
    private final Map<ActorAddress, Turn> starts = new HashMap<>();

    /** Notes that a turn is given up, if it still runs. False if that may not be. */
    synchronized boolean giveUp(ActorAddress actor, Turn turn, BooleanSupplier stillRuns) {
        if (givenUp.size() >= MOST || givenUp.containsKey(actor) || !stillRuns.getAsBoolean()) {
            return false;
        }
        givenUp.put(actor, turn);
        return true;
    }

    /** Notes that the start of an actor has expired, if it still runs. */
    synchronized void startExpired(ActorAddress actor, Turn turn, BooleanSupplier stillRuns) {
        if (stillRuns.getAsBoolean()) {
            starts.put(actor, turn);
        }
    }

    /** Whether an earlier start of an actor has not ended. */
    synchronized boolean hasStart(ActorAddress actor) {
        return starts.containsKey(actor);
    }

    /** A turn that expired has ended: it runs no longer, and this comes after everybody can see that. */
    synchronized void ended(ActorAddress actor, Turn turn) {
        givenUp.remove(actor, turn);
        starts.remove(actor, turn);
    }
}
