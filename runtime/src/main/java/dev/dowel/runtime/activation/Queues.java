package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.queue.QueueRules;
import dev.dowel.runtime.queue.QueuedMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one activation's actor, and who waits at either end. Confined to the holder of the actor's token.
 *
 * @param <S> the actor's state
 */
final class Queues<S extends @Nullable Object> {

    private final Activation<S> activation;
    private final QueueBook book;
    private final WaitingReceivers receivers = new WaitingReceivers();
    private final WaitingSenders senders;
    private final Leases leases;
    private boolean someIgnored;

    Queues(Activation<S> activation) {
        this.activation = activation;
        var definition = activation.definition();
        this.book = new QueueBook(
                activation.turns(),
                activation.gate().entries(),
                activation.gate().alarm(),
                activation.parts().environment().clock(),
                new QueueRules(
                        definition.queues(),
                        definition.settings().maxQueueSize(),
                        definition.settings().maxQueueMessageBytes(),
                        definition.hooks().contains(ActorHook.RUN)),
                this::available,
                this::givenUp,
                activation.parts().listener());
        this.senders = new WaitingSenders(activation);
        this.leases = new Leases(activation);
    }

    QueueBook book() {
        return book;
    }

    WaitingReceivers receivers() {
        return receivers;
    }

    WaitingSenders senders() {
        return senders;
    }

    Leases leases() {
        return leases;
    }

    /** Whether no message was ignored before this one: clients may send as many as they like, and one line says enough. */
    boolean isFirstIgnored() {
        boolean first = !someIgnored;
        someIgnored = true;
        return first;
    }

    private void available(String queue) {
        receivers.tell(queue);
        activation.background().messageCame();
    }

    private void givenUp(QueuedMessage message) {
        senders.givenUp(activation.turns().current(), message.seq());
    }

    /**
     * When a {@code run()} that failed has something to do, as {@link #wantedAt}. If it got as far as no queue, nobody knows
     * which it would have asked for: any of them.
     */
    Optional<Long> wantedByFailedRun() {
        if (!book.wasAnythingAskedFor()) {
            book.askedFor(Optional.empty());
        }
        return wantedAt();
    }

    /** The last turn before the actor sleeps: what it is to be woken for. */
    void settle() {
        if (book.isUnsettled()) {
            TurnPlan plan = new HookRunner<>(activation).plan("queues", null, failure -> {});
            activation.turns().run(plan, turn -> book.settle());
        }
    }

    /** The activation is over. */
    void close(Failure failure) {
        senders.failAll(failure);
        leases.stop();
    }

    /** When a message that something wanted to receive is due, in milliseconds since the epoch; now if one is due already. */
    Optional<Long> wantedAt() {
        return book.hasAskedFor()
                ? Optional.of(activation.parts().environment().clock().millis())
                : book.nextDue(book::wasAskedFor);
    }
}
