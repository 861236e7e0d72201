package dev.dowel.runtime.queue;

/**
 * What an actor's queues have to know, when it starts, of messages that are no longer there. Immutable.
 *
 * @param floor no message has a lower place
 * @param ceiling no message was given a number as high as this
 */
public record Marks(long floor, long ceiling) {

    /** There never was a message. */
    public static final Marks NONE = new Marks(0, 0);
}
