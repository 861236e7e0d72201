package dev.dowel.embedded;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actors that queues are tested with. */
final class QueueActors {

    private QueueActors() {}

    record Job(String name, long weight, Optional<String> note) {}

    record Done(List<String> names, long weight) {

        Done plus(Job job) {
            List<String> more = new ArrayList<>(names);
            more.add(job.name());
            return new Done(more, weight + job.weight());
        }
    }

    record Question(String text, List<Integer> numbers) {}

    record Answer(String text, long sum) {}

    /** Works on jobs and answers questions as they come. Confined to the actor's turn. */
    @ActorType("queueWorker")
    static final class Worker extends Actor<Done> {

        static final Queue<Job, Void> JOBS = Queue.of("jobs", Job.class);
        static final Queue<Question, Answer> QUESTIONS = Queue.of("questions é/1", Question.class, Answer.class);

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of(), 0);
        }

        @Override
        protected void run() throws InterruptedException {
            queues(JOBS, QUESTIONS).forEach(message -> {
                if (message.body() instanceof Job job) {
                    update(done -> done.plus(job));
                } else if (message.body() instanceof Question question) {
                    answer(message, question);
                }
            });
        }

        @SuppressWarnings("unchecked") // as its queue says
        private static void answer(QueueMessage<?, ?> message, Question question) {
            long sum = question.numbers().stream().mapToLong(n -> n).sum();
            ((QueueMessage<Question, Answer>) message).complete(new Answer(question.text() + "?", sum));
        }

        @Action
        public Done done() {
            return state();
        }
    }

    record Entry(String body, int attempt) {}

    /** Keeps messages until it is told what to do with them. Confined to the actor's turn. */
    @ActorType("queueShelf")
    @ActorOptions(maxQueueSize = 3, maxQueueMessageBytes = 100)
    static final class Shelf extends Actor<Void> {

        static final Queue<String, Void> BOOKS = Queue.of("books", String.class);
        static final Queue<String, Integer> LETTERS = Queue.of("letters", String.class, Integer.class);
        static final Queue<String, Void> STAFF = Queue.of("staff", String.class);

        @Override
        protected Object createConnectionState(ConnectRequest request) {
            return request.hasParams() ? request.params(String.class) : "guest";
        }

        @Override
        protected boolean canPublish(Connection connection, String queue) {
            return !queue.equals(STAFF.name()) || connection.state(String.class).equals("librarian");
        }

        @Action
        public List<Entry> take() {
            return queue(BOOKS).tryNextBatch(10).stream()
                    .map(message -> new Entry(message.body(), message.attempt()))
                    .toList();
        }

        @Action
        public Entry await() throws InterruptedException {
            return queue(BOOKS)
                    .next(Duration.ofSeconds(30))
                    .map(message -> new Entry(message.body(), message.attempt()))
                    .orElseThrow();
        }

        @Action
        public boolean answer(int value) {
            Optional<QueueMessage<String, Integer>> letter = queue(LETTERS).tryNext();
            letter.ifPresent(message -> message.complete(value));
            return letter.isPresent();
        }

        @Action
        public int size() {
            return queue(BOOKS).size() + queue(LETTERS).size() + queue(STAFF).size();
        }

        @Action
        public List<String> lost() {
            return queue(BOOKS).deadLetters(10).stream().map(DeadLetter::reason).toList();
        }
    }
}
