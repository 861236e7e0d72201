package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Encoding;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages for queues over HTTP: what is sent, in which order, what is repeated, what fails how. */
class SendsTest {

    private static final Queue<Map<String, Integer>, Void> JOBS =
            Queue.of("jobs", new dev.dowel.TypeToken<Map<String, Integer>>() {});
    private static final Queue<String, Integer> LENGTHS = Queue.of("lengths", String.class, int.class);
    private static final Queue<String, String> ECHOES = Queue.of("a/b c", String.class, String.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final TestClient test = TestClient.forCalls();
    private final ClientActor<Counter> counter = test.client.actor(Counter.class, "a");

    /** The error of a send that must not need any time. */
    private static ActorError errorOf(CompletableFuture<?> send) {
        assertThat(send).isCompletedExceptionally();
        return (ActorError) send.exceptionNow();
    }

    private HttpTransport.Request request(int number) {
        return test.http.requests.get(number);
    }

    @Test
    void aMessageIsOneRequestToTheQueue() {
        test.http.then(ScriptedHttp.stored());

        counter.send(JOBS, Map.of("a", 1));

        assertThat(request(0).method()).isEqualTo("POST");
        assertThat(request(0).uri().getRawPath()).isEqualTo("/base/gateway/counter/queue/jobs");
        assertThat(request(0).body())
                .asHexString()
                .isEqualToIgnoringCase("0400" + "04" + "a1616101" + "01" + "04" + "6a6f6273" + "0100" + "00");
        assertThat(request(0).headers())
                .containsExactly("x-rivet-encoding", "bare", "content-type", "application/octet-stream");
    }

    @Test
    void paramsTokenAndOptionsAreHeaders() {
        var secured = new TestClient(Encoding.JSON, Runnable::run, "secret");
        SendOptions options = SendOptions.once("order 17")
                .withDelay(Duration.ofNanos(1_000_001))
                .withTimeToLive(Duration.ofSeconds(5));
        assertThat(secured.client
                        .actor(Counter.class)
                        .withParams(Map.of("token", "ä"))
                        .sendAsync(ECHOES, "é", options))
                .isNotDone();

        assertThat(secured.http.header(0, "x-rivet-conn-params")).isEqualTo("{\"token\":\"\\u00e4\"}");
        assertThat(secured.http.header(0, "x-rivet-token")).isEqualTo("secret");
        assertThat(secured.http.header(0, "content-type")).isEqualTo("application/json");
        assertThat(secured.http.header(0, "idempotency-key")).isEqualTo("order 17");
        assertThat(secured.http.header(0, "x-dowel-delay-ms")).isEqualTo("2");
        assertThat(secured.http.header(0, "x-dowel-ttl-ms")).isEqualTo("5000");
        HttpTransport.Request request = secured.http.requests.getFirst();
        assertThat(request.uri().getRawPath()).endsWith("/queue/a%2Fb%20c");
        assertThat(request.body()).asString().isEqualTo("{\"body\":\"é\",\"name\":\"a/b c\",\"wait\":false}");
    }

    @Test
    void aSenderThatWaitsGetsTheAnswerInTheTypeOfTheQueue() {
        test.http.then(ScriptedHttp.completed(5)).then(ScriptedHttp.timedOut()).then(ScriptedHttp.completed(null));

        assertThat(counter.sendAndWait(LENGTHS, "hello", PATIENCE)).isEqualTo(new QueueReply.Completed<>(5));
        assertThat(counter.sendAndWait(LENGTHS, "hello", PATIENCE)).isEqualTo(new QueueReply.TimedOut<>());
        assertThat(counter.sendAndWait(ECHOES, "hello", PATIENCE)).isEqualTo(new QueueReply.Completed<>(null));
        assertThat(request(0).body()).asHexString().endsWithIgnoringCase("0101" + "01" + "C800000000000000");
    }

    @Test
    void aMessageOfAQueueWithoutAnswersIsCompletedWithNothing() {
        test.http.then(ScriptedHttp.completed("ignored"));
        assertThat(counter.sendAndWait(JOBS, Map.of(), PATIENCE)).isEqualTo(new QueueReply.Completed<>(null));
    }

    @Test
    void anAnswerThatIsNoneIsAnInvalidResponse() {
        test.http
                .then(ScriptedHttp.completed("text"))
                .then(ScriptedHttp.stored())
                .then(ScriptedHttp.output(5));
        for (int i = 0; i < 3; i++) {
            assertThat(errorOf(counter.sendAndWaitAsync(LENGTHS, "hello", PATIENCE))
                            .code())
                    .isEqualTo("invalid_response");
        }
    }

    @Test
    void messagesOfOneHandleGoOneAfterAnother() {
        CompletableFuture<?> first = counter.sendAsync(ECHOES, "1");
        CompletableFuture<?> second = counter.sendAndWaitAsync(ECHOES, "2", PATIENCE);
        CompletableFuture<?> third = counter.sendAsync(ECHOES, "3");
        assertThat(test.http.requests).hasSize(1);

        test.http.unanswered.get(0).complete(ScriptedHttp.stored());
        assertThat(first).isCompletedWithValue(null);
        assertThat(second).isNotDone();
        assertThat(test.http.requests).hasSize(2);

        test.http.unanswered.get(1).completeExceptionally(new IOException("reset"));
        assertThat(second).isCompletedExceptionally();
        test.http.unanswered.get(2).complete(ScriptedHttp.stored());
        assertThat(third).isCompletedWithValue(null);
    }

    @Test
    void aMessageThatIsRepeatedKeepsItsPlace() {
        test.http.thenError(1, "actor", "starting");
        CompletableFuture<?> first = counter.sendAsync(ECHOES, "1");
        CompletableFuture<?> second = counter.sendAsync(ECHOES, "2");
        test.http.then(ScriptedHttp.stored()).then(ScriptedHttp.stored());

        test.timers.advance(Duration.ofMillis(50));

        assertThat(first).isCompletedWithValue(null);
        assertThat(second).isCompletedWithValue(null);
        assertThat(test.http.requests.stream().map(request -> request.body()[4] - '0'))
                .containsExactly(1, 1, 2);
    }

    @Test
    void handlesOfTheSameActorAndConnectionsDoNotWaitForOneAnother() {
        ClientActor<Counter> other = test.client.actor(Counter.class, "a");
        try (ActorConnection<Counter> connection = counter.connect("params")) {
            var sends = List.of(
                    counter.sendAsync(ECHOES, "1"),
                    other.sendAsync(ECHOES, "2"),
                    connection.sendAsync(ECHOES, "3"),
                    connection.sendAsync(ECHOES, "4"));
            assertThat(test.http.requests).hasSize(4);
            assertThat(sends).noneMatch(CompletableFuture::isDone);
            assertThat(test.http.header(3, "x-rivet-conn-params")).isEqualTo("\"params\"");
        }
    }

    @Test
    void aConnectionThatIsOverSendsNothing() {
        ActorConnection<Counter> connection = counter.connect();
        connection.close();
        assertThat(errorOf(connection.sendAsync(ECHOES, "1")).code()).isEqualTo("closed");
        assertThatThrownBy(() -> connection.send(ECHOES, "1")).hasMessageContaining("closed");
        assertThat(test.http.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue.full", "queue.message_invalid", "actor.overloaded", "rivetkit.internal_error"})
    void errorsThatDoNotPassAreNotRepeated(String error) {
        String[] name = error.split("\\.", 2);
        test.http.thenError(1, name[0], name[1]);
        ActorError failure = errorOf(counter.sendAsync(ECHOES, "1", SendOptions.once("key")));
        assertThat(failure.group() + "." + failure.code()).isEqualTo(error);
        assertThat(test.http.requests).hasSize(1);
    }

    @Test
    void withoutAKeyAMessageIsNotRepeatedWhenNobodyKnowsWhetherItArrived() {
        test.http.thenBreak(new IOException("reset")).thenBreak(new ConnectException("refused"));
        assertThat(errorOf(counter.sendAsync(ECHOES, "1")).code()).isEqualTo("connection_lost");
        assertThat(errorOf(counter.sendAsync(ECHOES, "1")).code()).isEqualTo("connection_failed");
        assertThat(test.http.requests).hasSize(2);
    }

    @Test
    void withAKeyItIs() {
        test.http
                .thenBreak(new IOException("reset"))
                .thenBreak(new ConnectException("refused"))
                .then(ScriptedHttp.completed("done"));
        CompletableFuture<QueueReply<String>> send = new TypedSends(
                        new HttpSends(
                                test.context,
                                new Approach(new ActorTarget.ById("id"), ConnectionParams.of(null), false)),
                        dev.dowel.protocol.Dialect.COMPAT_CBOR,
                        Runnable::run)
                .enqueueAsync(new dev.dowel.ActorHandle.Sending(
                        ECHOES, "1", SendOptions.once("key"), java.util.Optional.of(PATIENCE)));

        test.timers.advance(Duration.ofMillis(50 + 100));

        assertThat(send).isCompletedWithValue(new QueueReply.Completed<>("done"));
        assertThat(test.http.requests).hasSize(3);
        assertThat(request(2)).isEqualTo(request(0));
    }

    @Test
    void aSendMayTakeAsLongAsACallAndItsOwnPatience() {
        CompletableFuture<?> stored = counter.sendAsync(ECHOES, "1");
        CompletableFuture<?> waiting =
                test.client.actor(Counter.class, "b").sendAndWaitAsync(ECHOES, "2", Duration.ofSeconds(50));

        test.timers.advance(TestClient.TIMEOUT);
        assertThat(errorOf(stored).code()).isEqualTo("timed_out");
        test.timers.advance(Duration.ofSeconds(50).minusMillis(1));
        assertThat(waiting).isNotDone();
        test.timers.advance(Duration.ofMillis(1));
        assertThat(errorOf(waiting).code()).isEqualTo("timed_out");
        assertThat(test.http.unanswered).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void theTimeInLineCounts() {
        CompletableFuture<?> first = counter.sendAndWaitAsync(ECHOES, "1", Duration.ofSeconds(50));
        CompletableFuture<?> second = counter.sendAsync(ECHOES, "2");

        test.timers.advance(TestClient.TIMEOUT);

        assertThat(first).isNotDone();
        assertThat(errorOf(second).metadata()).isEqualTo(Map.of("sent", false));
        assertThat(errorOf(second).code()).isEqualTo("timed_out");
        test.http.unanswered.getFirst().complete(ScriptedHttp.timedOut());
        assertThat(test.http.requests).hasSize(1);
        assertThat(test.timers.waiting()).isZero();
    }

    @Test
    void aSendThatIsCancelledInLineIsNotSent() {
        CompletableFuture<?> first = counter.sendAsync(ECHOES, "1");
        counter.sendAndWaitAsync(ECHOES, "2", PATIENCE).cancel(true);
        CompletableFuture<?> third = counter.sendAsync(ECHOES, "3");
        test.http.unanswered.getFirst().complete(ScriptedHttp.stored());
        assertThat(first).isCompleted();
        assertThat(third).isNotDone();
        assertThat(request(1).body()[4]).isEqualTo((byte) '3');
    }

    @Test
    void cancellingASendAbandonsItsRequestAndLetsTheNextGo() {
        CompletableFuture<?> first = counter.sendAndWaitAsync(ECHOES, "1", PATIENCE);
        CompletableFuture<?> second = counter.sendAsync(ECHOES, "2");
        first.cancel(true);
        assertThat(test.http.unanswered.getFirst()).isCancelled();
        assertThat(second).isNotDone();
        assertThat(test.http.requests).hasSize(2);
    }

    @Test
    void theLineIsBounded() {
        var sends = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i <= ClientLimits.WAITING_SENDS; i++) {
            sends.add(counter.sendAsync(ECHOES, "x"));
        }
        assertThat(sends).noneMatch(CompletableFuture::isDone);
        assertThat(errorOf(counter.sendAsync(ECHOES, "x")).code()).isEqualTo("overloaded");
    }

    @Test
    void closingTheClientFailsWhatIsSentAndWhatWaits() {
        CompletableFuture<?> first = counter.sendAsync(ECHOES, "1");
        CompletableFuture<?> second = counter.sendAsync(ECHOES, "2");

        test.client.close();

        assertThat(errorOf(first).code()).isEqualTo("closed");
        assertThat(errorOf(second).code()).isEqualTo("closed");
        assertThatThrownBy(() -> counter.send(ECHOES, "3")).hasMessageContaining("closed");
        assertThat(test.http.requests).hasSize(1);
    }

    @Test
    void whatCannotBeSentIsNot() {
        Queue<Object, Void> any = Queue.of("any", Object.class);
        assertThat(errorOf(counter.sendAsync(any, Thread.currentThread())).code())
                .isEqualTo("invalid_argument");
        assertThat(errorOf(counter.sendAsync(any, "x".repeat(TestClient.MOST_REQUEST_BYTES)))
                        .code())
                .isEqualTo("incoming_too_long");
        for (String key : List.of("ä", "a\nb", " a", "a ")) {
            assertThat(errorOf(counter.sendAsync(any, "x", SendOptions.once(key)))
                            .code())
                    .isEqualTo("invalid_argument");
        }
        assertThat(test.http.requests).isEmpty();
    }

    @Test
    void anInterruptedThreadDoesNotSend() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> counter.send(ECHOES, "1"))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(test.http.requests).isEmpty();
    }
}
