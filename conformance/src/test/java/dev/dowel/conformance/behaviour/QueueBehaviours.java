package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.PATIENCE;
import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.conformance.behaviour.Contracts.Noter;
import dev.dowel.conformance.behaviour.Contracts.Shelf;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Messages to queues: sending, waiting for an answer, and what is refused. */
final class QueueBehaviours {

    private static final Duration MOMENT = Duration.ofMillis(50);

    private QueueBehaviours() {}

    static void add(Behaviours all) {
        order(all);
        answers(all);
        waiting(all);
        refusals(all);
        names(all);
        options(all);
    }

    private static List<Long> numbers() {
        return LongStream.range(0, 30).boxed().toList();
    }

    /** What an actor noted, once it is as long as expected. */
    private static List<Long> noted(Scene scene, ClientActor<Noter> handle, int length) throws InterruptedException {
        ActorConnection<Noter> connection = scene.connect(handle);
        Recorder<List<Long>> notes = new Recorder<>();
        connection.on(Noter.NOTED, notes::add);
        notes.add(connection.call(Noter::numbers));
        return notes.until(seen -> seen.stream().anyMatch(list -> list.size() >= length), length + " numbers")
                .getLast();
    }

    private static void order(Behaviours all) {
        all.test("messages of a handle are handled in order", scene -> {
            ClientActor<Noter> handle = scene.actor(Noter.class);
            List<CompletableFuture<@Nullable Void>> sent = numbers().stream()
                    .map(number -> handle.sendAsync(Noter.NUMBERS, number))
                    .toList();
            sent.forEach(Scene::await);
            assertThat(noted(scene, handle, 30)).isEqualTo(numbers());
        });
        all.test("messages of a connection all arrive, once each", scene -> {
            ClientActor<Noter> handle = scene.actor(Noter.class);
            ActorConnection<Noter> connection = scene.connect(handle);
            List<CompletableFuture<@Nullable Void>> sent = numbers().stream()
                    .map(number -> connection.sendAsync(Noter.NUMBERS, number))
                    .toList();
            sent.forEach(Scene::await);
            assertThat(noted(scene, handle, 30)).containsExactlyInAnyOrderElementsOf(numbers());
        });
    }

    private static void answers(Behaviours all) {
        all.bySenders("a sender that waits gets the answer", "oracle", (scene, oracle) -> {
            for (Object question : Arrays.asList(
                    "é ✓",
                    7,
                    true,
                    null,
                    List.of(1, List.of(2, "three")),
                    Map.of("deep", Map.of("er", List.of())),
                    new BigInteger("12345678901234567890"))) {
                Map<String, Object> answer = completed(oracle.sendAndWait(Contracts.QUESTIONS, question, PATIENCE));
                Same.values(answer.get("question"), question);
                Same.values(answer.get("attempt"), 1);
            }
        });
        all.bySenders("a sender that waits is not told of attempts that failed", "oracle", (scene, oracle) -> {
            Map<String, Object> answer = completed(oracle.sendAndWait(Contracts.QUESTIONS, "hard", PATIENCE));
            Same.values(answer, Map.of("question", "hard", "attempt", 3));
        });
        all.bySenders(
                "a sender that waits where there are no answers learns that it is done", "noter", (scene, noter) -> {
                    assertThat(noter.sendAndWait(Noter.NUMBERS, 1L, PATIENCE))
                            .isEqualTo(new QueueReply.Completed<>(null));
                    Same.values(noter.call("numbers", Object.class), List.of(1));
                });
    }

    private static Map<String, Object> completed(QueueReply<Map<String, Object>> reply) {
        return switch (reply) {
            case QueueReply.Completed<Map<String, Object>>(Map<String, Object> answer) -> answer;
            case QueueReply.TimedOut<Map<String, Object>>() -> throw new AssertionError("not answered");
        };
    }

    private static Object take(ActorHandle<Object> shelf) {
        return shelf.call("take", Object.class);
    }

    private static void waiting(Behaviours all) {
        all.bySenders("a sender stops waiting when its time is up, and the message stays", "shelf", (scene, shelf) -> {
            assertThat(shelf.sendAndWait(Shelf.KEPT, "for later", MOMENT)).isEqualTo(new QueueReply.TimedOut<>());
            assertThat(take(shelf)).isEqualTo(List.of("for later"));
            assertThat(take(shelf)).isEqualTo(List.of());
        });
        all.test("a sender that gives up leaves its message behind", scene -> {
            ClientActor<Shelf> shelf = scene.actor(Shelf.class);
            CompletableFuture<QueueReply<@Nullable Void>> waiting =
                    shelf.sendAndWaitAsync(Shelf.KEPT, "mine", PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (shelf.call(Shelf::count) < 1) {
                assertThat(System.nanoTime()).as("no sign of the message").isLessThan(deadline);
            }
            assertThat(waiting.cancel(true)).isTrue();
            assertThat(shelf.call(Shelf::take)).containsExactly("mine");
        });
    }

    private static void refusals(Behaviours all) {
        all.bySenders("a full queue refuses, and takes more when there is room", "shelf", (scene, shelf) -> {
            for (String text : List.of("a", "b", "c")) {
                shelf.send(Shelf.KEPT, text);
            }
            ActorError error = fails("queue.full", () -> shelf.send(Shelf.KEPT, "d"));
            assertThat(error).hasMessage("Queue is full. Limit is 3 messages.");
            fails("queue.full", () -> shelf.send(Shelf.ODD, "all queues count together"));
            assertThat(take(shelf)).isEqualTo(List.of("a", "b", "c"));
            shelf.send(Shelf.KEPT, "e");
            assertThat(take(shelf)).isEqualTo(List.of("e"));
        });
        all.bySenders("what is too large, of the wrong kind or forbidden is refused", "shelf", (scene, shelf) -> {
            fails("queue.message_too_large", () -> shelf.send(Shelf.KEPT, "x".repeat(1_001)));
            fails("queue.message_invalid", () -> shelf.send(Shelf.KEPT, Map.of("not", "text")));
            fails("auth.forbidden", () -> shelf.send(Shelf.CLOSED, "x"));
            fails("auth.forbidden", () -> shelf.sendAndWait(Shelf.CLOSED, "x", PATIENCE));
            assertThat(take(shelf)).isEqualTo(List.of());
        });
    }

    private static void names(Behaviours all) {
        all.bySenders("what is sent to a queue that the actor does not have is ignored", "shelf", (scene, shelf) -> {
            shelf.send(Shelf.NONSENSE, "x");
            assertThat(shelf.sendAndWait(Shelf.NONSENSE, "x", PATIENCE)).isEqualTo(new QueueReply.Completed<>(null));
            assertThat(shelf.call("takeAny", Object.class)).isEqualTo(List.of());
        });
        all.bySenders("names of queues may have any characters", "shelf", (scene, shelf) -> {
            shelf.send(Shelf.ODD, "odd");
            assertThat(shelf.call("takeOdd", Object.class)).isEqualTo(List.of("odd"));
        });
    }

    private static void options(Behaviours all) {
        all.test("an idempotency key makes two sends one message", scene -> {
            ClientActor<Shelf> shelf = scene.actor(Shelf.class);
            for (int i = 0; i < 3; i++) {
                shelf.send(Shelf.KEPT, "try " + i, SendOptions.once("order-1"));
            }
            shelf.send(Shelf.KEPT, "another", SendOptions.once("order-2"));
            assertThat(shelf.call(Shelf::take)).containsExactly("try 0", "another");
            // What was taken is not sent again either.
            shelf.send(Shelf.KEPT, "try again", SendOptions.once("order-1"));
            assertThat(shelf.call(Shelf::take)).isEmpty();
        });
        all.test("a message may be held back", scene -> {
            ClientActor<Noter> noter = scene.actor(Noter.class);
            noter.send(Noter.NUMBERS, 1L, SendOptions.after(Duration.ofMillis(700)));
            noter.send(Noter.NUMBERS, 2L);
            assertThat(noted(scene, noter, 2)).containsExactly(2L, 1L);
        });
    }
}
