package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.queue.QueuedMessage;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that a turn received. Confined to that turn, which it checks. */
final class ReceivedMessage<M extends @Nullable Object, R extends @Nullable Object> implements QueueMessage<M, R> {

    private enum State {
        /** The turn holds it. */
        OPEN,
        /** It was completed or given back. */
        DONE,
        /** It was held for too long. */
        LOST
    }

    private final Activation<?> activation;
    private final HeldMessages holder;
    private final QueueBook.Received received;
    private final Queue<M, R> queue;
    private final M body;
    private final boolean manual;
    private State state = State.OPEN;
    private long leaseEnd;

    /**
     * Creates a message that is held from now on.
     *
     * @param queue its queue, as it was received from
     * @param manual whether it has to be completed
     */
    ReceivedMessage(
            Activation<?> activation,
            HeldMessages holder,
            QueueBook.Received received,
            Queue<M, R> queue,
            M body,
            boolean manual) {
        this.activation = activation;
        this.holder = holder;
        this.received = received;
        this.queue = queue;
        this.body = body;
        this.manual = manual;
        this.leaseEnd = nanoTime() + Leases.LEASE.toNanos();
    }

    private long nanoTime() {
        return activation.parts().environment().nanoTime().getAsLong();
    }

    QueuedMessage stored() {
        return received.message();
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it was held for too long. */
    boolean isLost() {
        return state == State.LOST;
    }

    boolean isManual() {
        return manual;
    }

    long leaseEnd() {
        return leaseEnd;
    }

    void lose() {
        state = State.LOST;
    }

    @Override
    public String id() {
        return stored().id();
    }

    @Override
    public String queue() {
        return stored().queue();
    }

    @Override
    public M body() {
        return body;
    }

    @Override
    public Instant sentAt() {
        return Instant.ofEpochMilli(stored().sentAt());
    }

    @Override
    public int attempt() {
        return stored().attempts() + 1;
    }

    @Override
    public void complete() {
        finish(checked(), false, null);
    }

    @Override
    public void complete(R reply) {
        Turn turn = checked();
        if (reply != null && !queue.isCompletable()) {
            throw new ActorError(
                    "queue",
                    "complete_not_configured",
                    "Messages of the queue " + queue.name() + " are completed without an answer.",
                    null);
        }
        finish(turn, true, reply);
    }

    private void finish(Turn turn, boolean hasReply, @Nullable Object reply) {
        boolean remembered = hasReply && stored().key() != null;
        byte[] response = remembered ? Values.encode(Dialect.STORAGE, reply) : null;
        if (response != null && response.length > Limits.OUTGOING_MESSAGE_BYTES) {
            throw new ActorError("message", "outgoing_too_long", "Outgoing message too long", null);
        }
        activation
                .queues()
                .senders()
                .complete(turn, stored().seq(), hasReply, reply); // may find that it cannot be sent
        done(turn);
        activation.queues().book().complete(stored(), response);
    }

    @Override
    public void giveBack() {
        done(checked());
        tried("queue.given_back");
    }

    @Override
    public void giveBack(Duration delay) {
        done(checked());
        activation.queues().book().triedInVain(stored(), "queue.given_back", delay, false);
    }

    @Override
    public void giveUp(String reason) {
        done(checked());
        activation.queues().book().giveUp(stored(), received.body(), reason);
    }

    @Override
    public void extend(Duration lease) {
        checked();
        Duration bounded = lease.compareTo(Leases.LONGEST) < 0 ? lease : Leases.LONGEST;
        leaseEnd = nanoTime() + bounded.toNanos();
        activation.queues().leases().changed(bounded);
    }

    /** In the turn that holds it: it was tried in vain. */
    void inVain(String reason) {
        done(holder.turn());
        tried(reason);
    }

    /** In any turn: it was tried in vain. */
    void tried(String reason) {
        activation.queues().book().triedInVain(stored(), reason, null, true);
    }

    private void done(Turn turn) {
        state = State.DONE;
        turn.onRollback(() -> state = State.OPEN);
    }

    static ActorError leaseLost() {
        return new ActorError(
                "queue", "lease_lost", "The turn does not hold the message any more: it was given back.", null);
    }

    private Turn checked() {
        Turn turn = activation.turns().current();
        if (state == State.DONE) {
            throw new ActorError(
                    "queue", "already_completed", "The message was completed or given back already.", null);
        }
        if (state == State.LOST || turn != holder.turn()) {
            throw leaseLost();
        }
        return turn;
    }
}
