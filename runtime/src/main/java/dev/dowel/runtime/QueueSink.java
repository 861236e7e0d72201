package dev.dowel.runtime;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * Where the one answer to a message for a queue goes. One of its methods but {@link #waits} is called once, on any thread of
 * the runtime, and must not block.
 */
public interface QueueSink {

    /**
     * The sender waits for its message to be completed. Called before the answer, on a thread of the runtime; must not block.
     *
     * @param giveUp ends the wait at once, as if its time were up; any thread, does nothing after the answer
     */
    default void waits(Runnable giveUp) {}

    /** The message is durable; its sender did not wait for more. */
    void stored(ActorSpecifier actor);

    /**
     * The message was completed, and that is durable.
     *
     * @param response what it was completed with, encoded in the payload dialect of the sender's encoding, or null if with
     *     nothing
     */
    void completed(ActorSpecifier actor, byte @Nullable [] response);

    /** The message is durable, but was not completed in time. */
    void timedOut(ActorSpecifier actor);

    /**
     * The message was not stored, or nobody knows what became of it.
     *
     * @param traceId the id under which the cause was logged, or null
     */
    void fail(ErrorBody error, @Nullable String traceId);
}
