package dev.dowel.runtime.activation;

import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Several queues of an actor, or all of them, as the actor receives from them. Confined to the actor's turn. */
record SeveralQueues(Receiving receiving) implements QueueReceiver<QueueMessage<?, ?>> {

    static SeveralQueues of(Activation<?> activation, List<Queue<?, ?>> queues) {
        return new SeveralQueues(new Receiving(
                activation, Selection.of(queues, activation.definition().queues(), false)));
    }

    @Override
    public QueueReceiver<QueueMessage<?, ?>> manually() {
        return new SeveralQueues(
                new Receiving(receiving.activation(), receiving.selection().manually()));
    }

    @Override
    public QueueMessage<?, ?> next() throws InterruptedException {
        return receiving.next(1, null).getFirst();
    }

    @Override
    public Optional<QueueMessage<?, ?>> next(Duration timeout) throws InterruptedException {
        return receiving.next(1, timeout).stream()
                .<QueueMessage<?, ?>>map(message -> message)
                .findFirst();
    }

    @Override
    public List<QueueMessage<?, ?>> nextBatch(int max) throws InterruptedException {
        return List.copyOf(receiving.next(max, null));
    }

    @Override
    public List<QueueMessage<?, ?>> nextBatch(int max, Duration timeout) throws InterruptedException {
        return List.copyOf(receiving.next(max, timeout));
    }

    @Override
    public Optional<QueueMessage<?, ?>> tryNext() {
        return receiving.tryNext(1).stream()
                .<QueueMessage<?, ?>>map(message -> message)
                .findFirst();
    }

    @Override
    public List<QueueMessage<?, ?>> tryNextBatch(int max) {
        return List.copyOf(receiving.tryNext(max));
    }

    @Override
    public void forEach(MessageHandler<? super QueueMessage<?, ?>> handler) throws InterruptedException {
        receiving.forEach(message -> message, handler);
    }
}
