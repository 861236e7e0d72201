package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The messages one turn received and holds, until it is over. Confined to the holder of the actor's token.
 *
 * <p><b>Protocol.</b> A message is open until it is completed or given back, which is undone with the turn's part. When the
 * turn ends well, open messages that need no completion are completed in it, the others are given back. When it fails, what is
 * still open is given back in a turn of its own, which counts the attempt. When the actor stops meanwhile, they are just let
 * go: the next activation finds them as they were.
 */
final class HeldMessages implements Turn.Companion {

    private final Activation<?> activation;
    private final Turn turn;
    private final List<ReceivedMessage<?, ?>> messages = new ArrayList<>(1);

    private HeldMessages(Activation<?> activation, Turn turn) {
        this.activation = activation;
        this.turn = turn;
    }

    /** Those of a turn. */
    static HeldMessages of(Activation<?> activation, Turn turn) {
        if (turn.companion() instanceof HeldMessages held) {
            return held;
        }
        HeldMessages held = new HeldMessages(activation, turn);
        turn.accompany(held);
        return held;
    }

    Turn turn() {
        return turn;
    }

    void add(ReceivedMessage<?, ?> message) {
        if (messages.isEmpty()) {
            activation.queues().leases().add(this);
        }
        messages.add(message);
    }

    /** Before the turn receives again: what has to be completed must be. */
    void checkCompleted() {
        if (messages.stream().anyMatch(message -> message.isOpen() && message.isManual())) {
            throw new ActorError(
                    "queue",
                    "previous_message_not_completed",
                    "The message before has to be completed first: call complete(…) or giveBack() on it.",
                    null);
        }
    }

    /** Before a new part of the turn begins with another message: those before are done. */
    void completeAll() {
        checkNotLost();
        messages.stream().filter(ReceivedMessage::isOpen).forEach(ReceivedMessage::complete);
    }

    /** What is done for a message that was given back meanwhile would be done twice. */
    private void checkNotLost() {
        if (messages.stream().anyMatch(ReceivedMessage::isLost)) {
            throw ReceivedMessage.leaseLost();
        }
    }

    boolean hasOpen() {
        return messages.stream().anyMatch(ReceivedMessage::isOpen);
    }

    /** They wait as before; nothing is written. */
    void letGo() {
        letGo(List.copyOf(messages));
    }

    /** Some of them wait as before; nothing is written. */
    void letGo(List<ReceivedMessage<?, ?>> some) {
        QueueBook book = activation.queues().book();
        some.stream().filter(ReceivedMessage::isOpen).forEach(message -> {
            message.lose();
            book.letGo(message.stored());
        });
        messages.removeAll(some);
    }

    /** A part of the turn was sealed: what was done in it is over. */
    void sealed() {
        if (messages.stream().anyMatch(message -> !message.isOpen())) {
            activation.background().messageHandled();
        }
        messages.removeIf(message -> !message.isOpen());
        if (messages.isEmpty()) {
            activation.queues().leases().remove(this);
        }
    }

    /** What a handler did not finish: gives back what it should have completed, completes the rest. */
    void handled() {
        checkNotLost();
        messages.stream().filter(ReceivedMessage::isOpen).forEach(message -> {
            if (message.isManual()) {
                message.inVain("queue.not_completed");
            } else {
                message.complete();
            }
        });
    }

    /** A handler failed, and what it did was undone; the turn goes on. */
    void failed(String reason) {
        messages.stream().filter(ReceivedMessage::isOpen).forEach(message -> message.inVain(reason));
        messages.removeIf(ReceivedMessage::isLost); // what was done for them is undone
    }

    @Override
    public void ending() {
        handled();
    }

    @Override
    public void ended() {
        activation.queues().leases().remove(this);
    }

    @Override
    public void undone(Failure failure) {
        activation.queues().leases().remove(this);
        List<ReceivedMessage<?, ?>> open =
                messages.stream().filter(ReceivedMessage::isOpen).toList();
        if (open.isEmpty() || activation.isClosed()) {
            return;
        }
        if (activation.isStopping()) {
            letGo();
            return;
        }
        giveBack(open, failure.error().group() + "." + failure.error().code());
    }

    /** Gives back what was held too long. */
    void expire(long now) {
        List<ReceivedMessage<?, ?>> late = messages.stream()
                .filter(message -> message.isOpen() && message.leaseEnd() - now <= 0)
                .toList();
        if (!late.isEmpty()) {
            late.forEach(ReceivedMessage::lose);
            giveBack(late, "queue.lease_lost");
        }
    }

    /** When the leases of what is held end, on the runtime's nanosecond clock. */
    LongStream leaseEnds() {
        return messages.stream().filter(ReceivedMessage::isOpen).mapToLong(ReceivedMessage::leaseEnd);
    }

    /** In a turn of its own. If that fails, they wait as before. */
    private void giveBack(List<ReceivedMessage<?, ?>> tried, String reason) {
        QueueBook book = activation.queues().book();
        TurnPlan plan = new HookRunner<>(activation).plan("queues", null, failure -> {});
        boolean counted = activation
                .turns()
                .run(
                        plan,
                        turn -> tried.stream()
                                .filter(message -> book.isThere(message.stored()))
                                .forEach(message -> message.tried(reason)));
        if (!counted) {
            tried.forEach(message -> book.letGo(message.stored()));
        }
    }
}
