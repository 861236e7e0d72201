package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a server answers to a message for a queue (protocol 6).
 *
 * <p>Immutable.
 */
public sealed interface QueueResponse {

    /**
     * The message was completed, or is stored and its sender did not wait for more.
     *
     * @param value what it was completed with, or null if with nothing
     */
    record Completed(@Nullable RawValue value) implements QueueResponse {}

    /** The message is stored, but was not completed in time. */
    record TimedOut() implements QueueResponse {}
}
