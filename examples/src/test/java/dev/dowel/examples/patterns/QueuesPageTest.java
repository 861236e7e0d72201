package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorHandle;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.QueueReply;
import dev.dowel.ReadOnly;
import dev.dowel.SendOptions;
import dev.dowel.client.DowelClient;
import dev.dowel.examples.PageCode;
import dev.dowel.examples.patterns.PriceDesk.Inquiry;
import dev.dowel.examples.patterns.PriceDesk.Offer;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code docs/queues.md} shows. */
class QueuesPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public record Job(String what, int size) {}

    public record Done(List<Job> jobs) {
        Done plus(Job job) {
            return new Done(Stream.concat(jobs.stream(), Stream.of(job)).toList());
        }
    }

    @ActorType("worker")
    public static final class Worker extends Actor<Done> {

        public static final Queue<Job, @Nullable Void> JOBS = Queue.of("jobs", Job.class);

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        @Override
        protected void run() throws InterruptedException {
            queue(JOBS).forEach(job -> update(done -> done.plus(job.body())));
        }

        @Action
        public void tryAgain() {
            for (DeadLetter<Job> letter : queue(JOBS).deadLetters(10)) {
                log().info("{} failed {} times: {}", letter.id(), letter.attempts(), letter.reason());
                queue(JOBS).retryDeadLetter(letter.id());
            }
            queue(JOBS).purgeDeadLetters();
        }

        @ReadOnly
        @Action
        public int done() {
            return state().jobs().size();
        }
    }

    private static final Queue<Job, @Nullable Void> JOBS = Worker.JOBS;

    private static void send(ActorHandle<Worker> worker) {
        worker.send(Worker.JOBS, new Job("resize", 7)); // returns when the message is stored
    }

    private static void sendWithOptions(ActorHandle<Worker> handle, Job job) {
        handle.send(JOBS, job, SendOptions.after(Duration.ofMinutes(5))); // held back
        handle.send(JOBS, job, SendOptions.NONE.withTimeToLive(Duration.ofHours(1))); // of no use later
        handle.send(JOBS, job, SendOptions.once("order-4711")); // one message, however often it is sent
    }

    private static QueueReply<Offer> ask(ActorHandle<PriceDesk> desk, Inquiry inquiry) {
        QueueReply<Offer> reply = desk.sendAndWait(PriceDesk.INQUIRIES, inquiry, Duration.ofSeconds(10));
        return reply;
    }

    @Test
    void theCodeOfThePageDoesWhatItSays() {
        try (DowelServer server = DowelServer.builder()
                        .actor(Worker.class)
                        .actor(PriceDesk.class)
                        .store(MemoryStore::new)
                        .port(0)
                        .build()
                        .start();
                DowelClient client = DowelClient.connect(server.endpoint())) {
            var worker = client.actor(Worker.class, "w");
            send(worker);
            sendWithOptions(worker, new Job("copy", 1));
            sendWithOptions(worker, new Job("copy", 1));
            worker.sendAndWait(Worker.JOBS, new Job("last", 1), PATIENCE);
            assertThat(worker.call(Worker::done)).isEqualTo(1 + 2 + 1 + 1); // two are held back, one was sent twice
            worker.call(Worker::tryAgain);
            assertThat(ask(client.actor(PriceDesk.class, "d"), new Inquiry("saw", 1)))
                    .isEqualTo(new QueueReply.Completed<>(new Offer(1, 30)));
        }
    }

    @Test
    void thePageShowsCodeThatIsCompiled() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String file : List.of(
                "src/test/java/dev/dowel/examples/patterns/QueuesPageTest.java",
                "src/main/java/dev/dowel/examples/patterns/Outbox.java",
                "src/main/java/dev/dowel/examples/patterns/Thermometer.java")) {
            sources.append(PageCode.words(Files.readString(Path.of(file)))).append('\n');
        }
        assertThat(PageCode.statements(Files.readString(Path.of("../docs/queues.md")), "java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(code -> assertThat(sources.toString()).contains(code));
    }
}
