package dev.dowel;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message whose sender waited. Immutable.
 *
 * @param <R> what messages of the queue are completed with
 */
public sealed interface QueueReply<R extends @Nullable Object> {

    /**
     * It was completed.
     *
     * @param value with this, or null if with nothing
     */
    record Completed<R extends @Nullable Object>(R value) implements QueueReply<R> {}

    /** It is stored, but was not completed in time. It stays in its queue as if nobody had waited. */
    record TimedOut<R extends @Nullable Object>() implements QueueReply<R> {}
}
