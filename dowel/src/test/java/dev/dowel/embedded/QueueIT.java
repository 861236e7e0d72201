package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.embedded.QueueActors.Answer;
import dev.dowel.embedded.QueueActors.Entry;
import dev.dowel.embedded.QueueActors.Job;
import dev.dowel.embedded.QueueActors.Question;
import dev.dowel.embedded.QueueActors.Shelf;
import dev.dowel.embedded.QueueActors.Worker;
import dev.dowel.protocol.Encoding;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages from the Java client through a server with a durable store to the actors that receive them, in every encoding. */
@ParameterizedClass
@EnumSource(Encoding.class)
@Timeout(120)
class QueueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private static Path data;

    private static DowelServer server;

    @Parameter
    private Encoding encoding;

    private DowelClient client;

    @BeforeParameterizedClassInvocation
    static void startServer() {
        server = start(data, 0);
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    private static DowelServer start(Path directory, int port) {
        return DowelServer.builder()
                .actor(Worker.class)
                .actor(Shelf.class)
                .store(() -> RocksDbStore.at(directory))
                .reconnectGrace(Duration.ZERO)
                .port(port)
                .build()
                .start();
    }

    @BeforeEach
    void openClient() {
        client = clientOf(server);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    private DowelClient clientOf(DowelServer of) {
        return DowelClient.builder().endpoint(of.endpoint()).encoding(encoding).build();
    }

    /** Actors of one encoding's tests are not those of another's. */
    private ClientActor<Shelf> shelf(String key) {
        return client.actor(Shelf.class, key, encoding.wireName());
    }

    private ClientActor<Worker> worker(String key) {
        return client.actor(Worker.class, key, encoding.wireName());
    }

    private static String nameOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable send) {
        ActorError error = catchThrowableOfType(ActorError.class, send);
        return error.group() + "." + error.code();
    }

    @Test
    void messagesOfOneHandleAreHandledInTheirOrder() {
        ClientActor<Worker> worker = worker("order");
        List<CompletableFuture<Void>> sends = IntStream.range(0, 200)
                .mapToObj(i -> worker.sendAsync(Worker.JOBS, new Job("job " + i, i, Optional.of("é"))))
                .toList();
        sends.forEach(CompletableFuture::join);
        // What is sent after them is handled after them.
        worker.sendAndWait(Worker.JOBS, new Job("last", 0, Optional.empty()), PATIENCE);

        assertThat(worker.call(Worker::done).weight()).isEqualTo(199 * 200 / 2);
        assertThat(worker.call(Worker::done).names())
                .startsWith("job 0", "job 1", "job 2")
                .endsWith("job 199", "last")
                .hasSize(201);
    }

    @Test
    void aSenderThatWaitsGetsTheTypedAnswer() {
        assertThat(worker("ask").sendAndWait(Worker.QUESTIONS, new Question("Wie viel é", List.of(1, 2, 3)), PATIENCE))
                .isEqualTo(new QueueReply.Completed<>(new Answer("Wie viel é?", 6)));
        assertThat(worker("ask").sendAndWait(Worker.JOBS, new Job("job", 1, Optional.empty()), PATIENCE))
                .isEqualTo(new QueueReply.Completed<>(null));
    }

    @Test
    void manyConnectionsAskAtOnce() {
        try (ActorConnection<Worker> connection = worker("many").connect()) {
            List<CompletableFuture<QueueReply<Answer>>> answers = IntStream.range(0, 100)
                    .mapToObj(i ->
                            connection.sendAndWaitAsync(Worker.QUESTIONS, new Question("q" + i, List.of(i)), PATIENCE))
                    .toList();
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).join()).isEqualTo(new QueueReply.Completed<>(new Answer("q" + i + "?", i)));
            }
        }
    }

    @Test
    void aSenderThatWaitedInVainLeavesItsMessage() {
        ClientActor<Shelf> shelf = shelf("vain");
        assertThat(shelf.sendAndWait(Shelf.LETTERS, "hello", SHORT)).isEqualTo(new QueueReply.TimedOut<>());
        assertThat(shelf.sendAndWait(Shelf.LETTERS, "hello", Duration.ZERO)).isEqualTo(new QueueReply.TimedOut<>());
        assertThat(shelf.call(Shelf::size)).isEqualTo(2);
        assertThat(shelf.call(Shelf::answer, 1)).isTrue();
        assertThat(shelf.call(Shelf::size)).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsATypedErrorAndNotStored() {
        ClientActor<Shelf> shelf = shelf("bounds");
        Queue<Object, Void> anything = Queue.of("books", Object.class);
        assertThat(nameOf(() -> shelf.send(Shelf.BOOKS, "x".repeat(100)))).isEqualTo("queue.message_too_large");
        assertThat(nameOf(() -> shelf.send(Shelf.BOOKS, "x".repeat(100_000)))).isEqualTo("message.incoming_too_long");
        assertThat(nameOf(() -> shelf.send(anything, List.of(1, 2)))).isEqualTo("queue.message_invalid");
        assertThat(nameOf(() -> shelf.sendAndWait(Shelf.LETTERS, "x", Duration.ofDays(1))))
                .isEqualTo("queue.message_invalid");
        assertThat(nameOf(() -> shelf.sendAndWait(Shelf.LETTERS, "x", Duration.ofMillis(-1))))
                .isEqualTo("queue.message_invalid");
        assertThat(shelf.call(Shelf::size)).isZero();
    }

    @Test
    void aFullActorRefusesUntilSomethingIsTaken() {
        ClientActor<Shelf> shelf = shelf("full");
        for (int i = 0; i < 3; i++) {
            shelf.send(Shelf.BOOKS, "book " + i);
        }
        ActorError full = catchThrowableOfType(ActorError.class, () -> shelf.send(Shelf.BOOKS, "book 3"));
        assertThat(full.group() + "." + full.code()).isEqualTo("queue.full");
        assertThat(full).hasMessageContaining("3");
        assertThat(nameOf(() -> shelf.sendAndWait(Shelf.LETTERS, "letter", PATIENCE)))
                .isEqualTo("queue.full");
        assertThat(shelf.call(Shelf::take))
                .containsExactly(new Entry("book 0", 1), new Entry("book 1", 1), new Entry("book 2", 1));
        shelf.send(Shelf.BOOKS, "book 3");
        assertThat(shelf.call(Shelf::take)).containsExactly(new Entry("book 3", 1));
    }

    @Test
    void whoMayNotPublishIsForbiddenTo() {
        ClientActor<Shelf> shelf = shelf("staff");
        assertThat(nameOf(() -> shelf.send(Shelf.STAFF, "hi"))).isEqualTo("auth.forbidden");
        assertThat(nameOf(() -> shelf.sendAndWait(Shelf.STAFF, "hi", PATIENCE))).isEqualTo("auth.forbidden");
        shelf.withParams("librarian").send(Shelf.STAFF, "hi");
        try (ActorConnection<Shelf> connection = shelf.connect("librarian")) {
            connection.send(Shelf.STAFF, "hi");
        }
        assertThat(shelf.call(Shelf::size)).isEqualTo(2);
    }

    @Test
    void aQueueThatIsNotDeclaredTakesEverythingAndKeepsNothing() {
        ClientActor<Shelf> shelf = shelf("unknown");
        Queue<String, String> unknown = Queue.of("unknown", String.class, String.class);
        for (int i = 0; i < 5; i++) {
            shelf.send(unknown, "x".repeat(1_000));
        }
        assertThat(shelf.sendAndWait(unknown, "x", PATIENCE)).isEqualTo(new QueueReply.Completed<>(null));
        assertThat(shelf.call(Shelf::size)).isZero();
    }

    @Test
    void aRepeatedMessageIsOneAndAllItsSendersAreAnsweredForIt() throws Exception {
        ClientActor<Shelf> shelf = shelf("once");
        for (int i = 0; i < 5; i++) {
            shelf.send(Shelf.BOOKS, "book", SendOptions.once("order 17"));
        }
        assertThat(shelf.call(Shelf::take)).containsExactly(new Entry("book", 1));
        shelf.send(Shelf.BOOKS, "book", SendOptions.once("order 17"));
        assertThat(shelf.call(Shelf::size)).isZero();

        SendOptions once = SendOptions.once("letter 1");
        CompletableFuture<QueueReply<Integer>> first =
                CompletableFuture.supplyAsync(() -> shelf("once").sendAndWait(Shelf.LETTERS, "letter", PATIENCE, once));
        CompletableFuture<QueueReply<Integer>> second =
                CompletableFuture.supplyAsync(() -> shelf("once").sendAndWait(Shelf.LETTERS, "letter", PATIENCE, once));
        while (!shelf.call(Shelf::answer, 5)) {
            Thread.onSpinWait();
        }
        assertThat(first.get()).isEqualTo(new QueueReply.Completed<>(5));
        assertThat(second.get()).isEqualTo(new QueueReply.Completed<>(5));
        assertThat(shelf.sendAndWait(Shelf.LETTERS, "letter", PATIENCE, once)).isEqualTo(new QueueReply.Completed<>(5));
        assertThat(shelf.call(Shelf::size)).isZero();
    }

    @Test
    void aMessageThatIsHeldBackIsNotReceivedBefore() {
        ClientActor<Shelf> shelf = shelf("delay");
        long before = System.nanoTime();
        shelf.send(Shelf.BOOKS, "later", SendOptions.after(Duration.ofMillis(300)));
        assertThat(shelf.call(Shelf::take)).isEmpty();
        assertThat(shelf.call(Shelf::size)).isEqualTo(1);
        assertThat(shelf.call(Shelf::await)).isEqualTo(new Entry("later", 1));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aMessageThatNobodyWantedInTimeIsADeadLetter() {
        ClientActor<Shelf> shelf = shelf("ttl");
        shelf.send(Shelf.BOOKS, "stale", SendOptions.after(SHORT).withTimeToLive(Duration.ofMillis(1)));
        shelf.send(
                Shelf.BOOKS, "fresh", SendOptions.after(SHORT.multipliedBy(2)).withTimeToLive(PATIENCE));
        assertThat(shelf.call(Shelf::await)).isEqualTo(new Entry("fresh", 1));
        assertThat(shelf.call(Shelf::lost)).containsExactly("expired");
        assertThat(shelf.call(Shelf::size)).isZero();
    }

    @Test
    void messagesOutliveTheServer(@TempDir Path directory) {
        try (DowelServer first = start(directory, 0);
                DowelClient before = clientOf(first)) {
            ClientActor<Shelf> shelf = before.actor(Shelf.class, "restart");
            shelf.send(Shelf.BOOKS, "book 0");
            shelf.send(Shelf.BOOKS, "book 1", SendOptions.once("key"));
        }
        try (DowelServer second = start(directory, 0);
                DowelClient after = clientOf(second)) {
            ClientActor<Shelf> shelf = after.actor(Shelf.class, "restart");
            shelf.send(Shelf.BOOKS, "book 1", SendOptions.once("key"));
            assertThat(shelf.call(Shelf::take)).containsExactly(new Entry("book 0", 1), new Entry("book 1", 1));
        }
    }
}
