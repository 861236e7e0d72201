package dev.dowel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue as its actor sees it: both ends of it, and its dead letters. Confined to the actor's turn.
 *
 * <p><b>Receiving.</b> A message that was received is held by the turn that received it. It is removed in the commit of its
 * handling:
 *
 * <ul>
 *   <li>in a queue without answers when the turn receives again by {@link #next()} or {@link #nextBatch}, or ends;
 *   <li>in a queue with answers, and in {@link #manually()}, when it is {@linkplain QueueMessage#complete completed}.
 * </ul>
 *
 * If the turn fails, if it ends without completing the message, if the process dies, or if the message is held for longer
 * than its {@linkplain QueueMessage#extend lease}, it is given back and delivered again after a growing pause, as often as
 * {@link Queue#maxAttempts}; then it becomes a dead letter. Messages that do not decode become dead letters at once.
 *
 * <p>{@link #next()} and {@link #nextBatch} give the turn back while they wait, as {@link Actor#await} does: what the turn did
 * so far, the message before included, is committed. {@link #tryNext} and {@link #tryNextBatch} never wait and leave the turn
 * whole. While {@link Actor#run} waits here the actor may go to sleep; a message wakes it.
 *
 * <p>Every way to receive throws {@link ActorError} {@code queue.previous_message_not_completed} if this turn still holds a
 * message that has to be completed, and {@link InterruptedException} when the actor stops.
 *
 * {@snippet :
 * @Override
 * protected void run() throws InterruptedException {
 *     queue(JOBS).forEach(job -> update(state -> state.done(job.body())));
 * }
 * }
 *
 * @param <M> the messages
 * @param <R> what a message is completed with
 */
public interface ActorQueue<M extends @Nullable Object, R extends @Nullable Object>
        extends QueueReceiver<QueueMessage<M, R>> {

    /** The same queue, received from in a way that removes a message only when it is completed. */
    @Override
    ActorQueue<M, R> manually();

    /** Sends a message to this queue in the current turn's commit; returns its id. */
    String send(M body);

    /**
     * Sends a message to this queue in the current turn's commit; returns its id, or the id of the message that was sent
     * with the same idempotency key before.
     *
     * @throws ActorError {@code queue.full}, {@code queue.message_too_large}, {@code queue.message_invalid}
     */
    String send(M body, SendOptions options);

    /** How many messages the queue has, those that are held or wait for their time included, dead letters not. */
    int size();

    /** Messages that were given up, oldest first. */
    List<DeadLetter<M>> deadLetters(int limit);

    /** Puts a dead letter back into the queue as if it were new; false if there is none with this id. */
    boolean retryDeadLetter(String id);

    /** Deletes a dead letter; false if there is none with this id. */
    boolean deleteDeadLetter(String id);

    /** Deletes all dead letters of this queue; returns how many. */
    int purgeDeadLetters();
}
