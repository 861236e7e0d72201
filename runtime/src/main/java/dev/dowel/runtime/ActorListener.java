package dev.dowel.runtime;

/**
 * Is told what the actors of one type do. Thread safe; called by any thread of the runtime.
 *
 * <p>The same rules hold as for {@link RuntimeListener}: return at once, throw nothing. Nothing it is told names a single actor.
 *
 * {@snippet :
 * final class Overloads implements ActorListener {
 *     final LongAdder refused = new LongAdder();
 *
 *     @Override
 *     public void overloaded() {
 *         refused.increment();
 *     }
 * }
 * }
 */
public interface ActorListener {

    /** Hears nothing. */
    ActorListener NONE = new ActorListener() {};

    /**
     * A turn ended.
     *
     * @param what the name of the action or hook, {@code queue} and a name for a message that was sent to it, or what the
     *     runtime did for the actor
     * @param outcome how it ended
     * @param nanos how long it took, with the time its code waited
     */
    default void turnEnded(String what, TurnOutcome outcome, long nanos) {}

    /**
     * An actor came into memory and runs.
     *
     * @param created whether it is new
     * @param nanos how long that took, from the moment it was looked for in the store
     */
    default void started(boolean created, long nanos) {}

    /** An actor did not start: its code refused or failed, or the store could not be read. */
    default void startFailed() {}

    /** An actor that was told of by {@link #started} left memory. */
    default void stopped(StopReason reason) {}

    /** A message was refused because too many wait already. */
    default void overloaded() {}

    /** A message was put into one of the actor's queues. */
    default void messageQueued() {}

    /** A message of a queue was handled and is gone. */
    default void messageHandled() {}

    /** A message of a queue became a dead letter. */
    default void messageGivenUp() {}

    /**
     * A schedule or job is about to run.
     *
     * @param lateMillis how long after it was due
     */
    default void scheduleFired(long lateMillis) {}
}
