package dev.dowel.runtime.activation;

import dev.dowel.ActorQueue;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.queue.DeadLetters;
import dev.dowel.runtime.queue.QueueBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One queue, as its actor sees it. Confined to the actor's turn, which it checks. */
record OneQueue<M extends @Nullable Object, R extends @Nullable Object>(
        Activation<?> activation, Queue<M, R> queue, boolean manual) implements ActorQueue<M, R> {

    private Receiving receiving() {
        return new Receiving(
                activation, Selection.of(List.of(queue), activation.definition().queues(), manual));
    }

    @SuppressWarnings("unchecked") // it was received as a message of this queue
    private QueueMessage<M, R> typed(ReceivedMessage<?, ?> message) {
        return (QueueMessage<M, R>) message;
    }

    @Override
    public ActorQueue<M, R> manually() {
        return new OneQueue<>(activation, queue, true);
    }

    @Override
    public QueueMessage<M, R> next() throws InterruptedException {
        return typed(receiving().next(1, null).getFirst());
    }

    @Override
    public Optional<QueueMessage<M, R>> next(Duration timeout) throws InterruptedException {
        return receiving().next(1, timeout).stream().findFirst().map(this::typed);
    }

    @Override
    public List<QueueMessage<M, R>> nextBatch(int max) throws InterruptedException {
        return receiving().next(max, null).stream().map(this::typed).toList();
    }

    @Override
    public List<QueueMessage<M, R>> nextBatch(int max, Duration timeout) throws InterruptedException {
        return receiving().next(max, timeout).stream().map(this::typed).toList();
    }

    @Override
    public Optional<QueueMessage<M, R>> tryNext() {
        return receiving().tryNext(1).stream().findFirst().map(this::typed);
    }

    @Override
    public List<QueueMessage<M, R>> tryNextBatch(int max) {
        return receiving().tryNext(max).stream().map(this::typed).toList();
    }

    @Override
    public void forEach(MessageHandler<? super QueueMessage<M, R>> handler) throws InterruptedException {
        receiving().forEach(this::typed, handler);
    }

    @Override
    public String send(M body) {
        return send(body, SendOptions.NONE);
    }

    @Override
    public String send(M body, SendOptions options) {
        byte[] encoded = Values.encode(Dialect.COMPAT_CBOR, body);
        return book().add(queue.name(), RawValue.of(encoded, Dialect.COMPAT_CBOR), options)
                .message()
                .id();
    }

    private QueueBook book() {
        activation.turns().current();
        return activation.queues().book();
    }

    @Override
    public int size() {
        return book().size(queue.name());
    }

    @Override
    public List<DeadLetter<M>> deadLetters(int limit) {
        return book().deadLetters().list(queue.name(), limit).stream()
                .map(this::letter)
                .toList();
    }

    private DeadLetter<M> letter(DeadLetters.Letter letter) {
        return new DeadLetter<>(
                letter.message().id(),
                letter.message().queue(),
                decoded(letter),
                Instant.ofEpochMilli(letter.message().sentAt()),
                letter.message().attempts(),
                letter.reason());
    }

    private Optional<M> decoded(DeadLetters.Letter letter) {
        try {
            M body = Values.decode(RawValue.of(letter.body(), letter.message().dialect()), queue.messageType());
            return Optional.ofNullable(body);
        } catch (RuntimeException e) {
            return Optional.empty(); // that may be why it was given up
        }
    }

    @Override
    public boolean retryDeadLetter(String id) {
        return book().retry(queue.name(), id);
    }

    @Override
    public boolean deleteDeadLetter(String id) {
        return writable().delete(queue.name(), id);
    }

    @Override
    public int purgeDeadLetters() {
        return writable().purge(queue.name());
    }

    private DeadLetters writable() {
        if (activation.turns().current().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change queues.");
        }
        return book().deadLetters();
    }
}
