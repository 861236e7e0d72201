package dev.dowel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that an actor's turn received and holds. Confined to that turn.
 *
 * <p>Its methods throw {@link ActorError} {@code queue.already_completed} if it was completed or given back before, {@code
 * queue.lease_lost} if the turn does not hold it any more.
 *
 * @param <M> the message's body
 * @param <R> what it is completed with
 */
public interface QueueMessage<M extends @Nullable Object, R extends @Nullable Object> {

    /** The message's id, unique in its actor. */
    String id();

    /** The name of its queue. */
    String queue();

    /** What was sent. */
    M body();

    /** When it was sent. */
    Instant sentAt();

    /** Which attempt this is; 1 for the first. */
    int attempt();

    /**
     * Marks it as done in the current turn: it is removed in the turn's commit, and a sender that waits is answered after
     * that.
     */
    void complete();

    /**
     * Marks it as done with an answer.
     *
     * @throws ActorError {@code queue.complete_not_configured} if its queue has no answers
     */
    void complete(R reply);

    /** Gives it back, to be delivered again after a growing pause; counts as an attempt. */
    void giveBack();

    /** Gives it back, to be delivered again after a delay; does not count as an attempt. */
    void giveBack(Duration delay);

    /** Makes it a dead letter. */
    void giveUp(String reason);

    /** Lets the turn hold it for so long from now on, at most a year; five minutes unless extended. */
    void extend(Duration lease);
}
