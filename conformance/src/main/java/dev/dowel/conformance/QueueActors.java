package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.ReadOnly;
import dev.dowel.TypeToken;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Actors that receive messages as they come, and one that does when it is told to. Each is confined to its turn. */
final class QueueActors {

    private QueueActors() {}

    /** Notes numbers in the order in which they come. */
    @ActorType("noter")
    static final class Noter extends Actor<Noter.Notes> {

        record Notes(List<Long> numbers) {}

        static final Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);
        static final Event<List<Long>> NOTED = Event.of("noted", new TypeToken<List<Long>>() {});

        @Override
        protected Notes createState(CreateRequest request) {
            return new Notes(List.of());
        }

        @Override
        protected void run() throws InterruptedException {
            queue(NUMBERS).forEach(message -> {
                update(notes -> new Notes(Stream.concat(notes.numbers().stream(), Stream.of(message.body()))
                        .toList()));
                broadcast(NOTED, state().numbers());
            });
        }

        /** What was noted. Listeners get it with the next number, too. */
        @Action
        public List<Long> numbers() {
            return state().numbers();
        }
    }

    /** Answers every question with the question, and fails at some at first. */
    @ActorType("oracle")
    static final class Oracle extends Actor<Void> {

        record Answer(@Nullable Object question, int attempt) {}

        static final Queue<Object, Answer> QUESTIONS = Queue.of("questions", Object.class, Answer.class);

        @Override
        protected void run() throws InterruptedException {
            queue(QUESTIONS).forEach(question -> {
                if (Objects.equals(question.body(), "hard") && question.attempt() < 3) {
                    throw new IllegalStateException("Not yet.");
                }
                question.complete(new Answer(question.body(), question.attempt()));
            });
        }
    }

    /** Keeps a few messages until it is told to take them. */
    @ActorType("shelf")
    @ActorOptions(maxQueueSize = 3, maxQueueMessageBytes = 1_000)
    static final class Shelf extends Actor<Void> {

        static final Queue<String, @Nullable Void> KEPT = Queue.of("kept", String.class);
        static final Queue<String, @Nullable Void> ODD = Queue.of("a/b é?&", String.class);
        static final Queue<String, @Nullable Void> CLOSED = Queue.of("closed", String.class);

        @Override
        protected boolean canPublish(Connection connection, String queue) {
            return !queue.equals(CLOSED.name());
        }

        /** Takes all there are. */
        @Action
        public List<String> take() {
            return queue(KEPT).tryNextBatch(10).stream().map(QueueMessage::body).toList();
        }

        /** Takes all there are of any queue. */
        @Action
        public List<String> takeAny() {
            return queues().tryNextBatch(10).stream().map(QueueMessage::queue).toList();
        }

        @ReadOnly
        @Action
        public int count() {
            return queue(KEPT).size();
        }

        /** Takes all there are of the queue with the odd name. */
        @Action
        public List<String> takeOdd() {
            return queue(ODD).tryNextBatch(10).stream().map(QueueMessage::body).toList();
        }
    }
}
