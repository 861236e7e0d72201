package dev.dowel.runtime.turn;

/** Where code finds the turn it runs in. */
@FunctionalInterface
public interface TurnScope {

    /**
     * The turn this thread runs.
     *
     * @throws IllegalStateException if it runs none of this actor, or gave the token back
     */
    Turn current();
}
