package dev.dowel.runtime.activation;

import dev.dowel.runtime.turn.Turn;

/** An activation, as its turns need it. Confined to the holder of the actor's token, except what says otherwise. */
interface TurnOwner {

    /** Whether it is over, so that no state of it may be relied on. Any thread. */
    boolean isClosed();

    /** Whether it was given up while its code ran, which may still be so. Any thread. */
    boolean isGivenUp();

    /** A turn will destroy the actor: runs its last hooks in it, and adds what leaves with the commit. */
    void destroying(Turn turn);

    /** Tells the actor that its state changed, in the turn that changed it. */
    void stateChanged(byte[] changed) throws Exception;

    /** A turn ended, or gave the token back. */
    void turnEnded();

    /** The turn that destroys the actor was sealed. */
    void destroyed();

    /** The turn that runs expired a while ago and has not ended. Timer thread; called again and again. */
    void stuck(Turn turn);
}
