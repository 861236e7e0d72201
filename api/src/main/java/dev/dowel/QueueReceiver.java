package dev.dowel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The receiving end of one or several queues of an actor. Confined to the actor's turn. {@link ActorQueue} says when a message
 * is removed and when it is delivered again.
 *
 * @param <T> the messages
 */
public interface QueueReceiver<T> {

    /** The same, received from in a way that removes a message only when it is completed. */
    QueueReceiver<T> manually();

    /** Waits for a message. */
    T next() throws InterruptedException;

    /** Waits for a message; empty if there is none in time. */
    Optional<T> next(Duration timeout) throws InterruptedException;

    /** Waits for at least one message and takes as many as there are, at most {@code max}. */
    List<T> nextBatch(int max) throws InterruptedException;

    /** Waits for at least one message and takes as many as there are, at most {@code max}; empty if there is none in time. */
    List<T> nextBatch(int max, Duration timeout) throws InterruptedException;

    /** A message, if there is one. Never waits. */
    Optional<T> tryNext();

    /** As many messages as there are, at most {@code max}. Never waits. */
    List<T> tryNextBatch(int max);

    /**
     * Handles one message after the other until the actor stops. Each is handled as a turn of its own: if the handler
     * throws, what it changed is undone, the error is logged, the message is given back, and the next one is handled. A
     * message that the handler did not complete is given back, too, if it has to be completed.
     *
     * @throws InterruptedException when the actor stops; code that called this in {@code run()} lets it through
     */
    void forEach(MessageHandler<? super T> handler) throws InterruptedException;

    /**
     * What {@link #forEach} does with a message.
     *
     * @param <T> the messages
     */
    @FunctionalInterface
    interface MessageHandler<T> {

        /** Handles a message. */
        void handle(T message) throws Exception;
    }
}
