package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.UserError;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over HTTP: what is sent, what is repeated, what fails how. */
class CallsTest {

    private final TestClient test = TestClient.forCalls();
    private final ClientActor<Counter> counter = test.client.actor(Counter.class, "a");

    /** The error of a call that must not need any time. */
    private ActorError errorOf(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        return (ActorError) call.exceptionNow();
    }

    @Test
    void aCallIsOneRequestToTheActor() {
        test.http.then(ScriptedHttp.output(7));

        assertThat(counter.call(Counter::increment, 5)).isEqualTo(7);

        HttpTransport.Request request = test.http.requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri().getRawPath()).isEqualTo("/base/gateway/counter/action/increment");
        assertThat(request.body()).asHexString().isEqualTo("0400028105");
        assertThat(request.headers())
                .containsExactly("x-rivet-encoding", "bare", "content-type", "application/octet-stream");
    }

    @Test
    void paramsAndTokenAreHeaders() {
        var secured = new TestClient(Encoding.JSON, Runnable::run, "secret");
        secured.client.actor(Counter.class).withParams(Map.of("token", "ä")).send(Counter::reset);

        assertThat(secured.http.header(0, "x-rivet-conn-params")).isEqualTo("{\"token\":\"\\u00e4\"}");
        assertThat(secured.http.header(0, "x-rivet-token")).isEqualTo("secret");
        assertThat(secured.http.header(0, "content-type")).isEqualTo("application/json");
        assertThat(secured.http.requests.getFirst().body()).asString().isEqualTo("{\"args\":[]}");
    }

    @Test
    void anActionNameIsOnePathSegment() {
        counter.send("a/b c.d");
        assertThat(test.http.requests.getFirst().uri().getRawPath()).endsWith("/action/a%2Fb%20c.d");
    }

    @Test
    void anActionWithoutResultReturnsWhateverTheServerSays() {
        test.http.then(ScriptedHttp.output("ignored"));
        counter.call(Counter::reset);
        assertThat(test.http.requests).hasSize(1);
    }

    @Test
    void anActionMayReturnNullUnlessItsTypeIsPrimitive() {
        test.http.then(ScriptedHttp.output(null)).then(ScriptedHttp.output(null));
        assertThat(counter.<String>call("name", String.class)).isNull();
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).code()).isEqualTo("invalid_response");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor.starting",
                "actor.stopping",
                "actor.stopped",
                "actor.restarting",
                "ws.going_away",
                "guard.service_unavailable",
                "guard.actor_ready_timeout"
            })
    void aPassingStateIsWaitedForByEveryHandle(String error) {
        String[] name = error.split("\\.", 2);
        for (ClientActor<Counter> handle :
                List.of(counter, test.client.get(Counter.class, "a"), test.client.forId(Counter.class, "id"))) {
            test.http.requests.clear();
            test.http.thenError(3, name[0], name[1]).then(ScriptedHttp.output(1));
            CompletableFuture<Integer> call = handle.callAsync(Counter::increment, 1);

            test.timers.advance(Duration.ofMillis(349));
            assertThat(call).isNotDone();
            test.timers.advance(Duration.ofMillis(1)); // 50 + 100 + 200
            assertThat(call).isCompletedWithValue(1);
            assertThat(test.http.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_found", "destroying", "destroyed_while_waiting_for_ready"})
    void anActorThatIsGoneIsWaitedForOnlyByAHandleThatCreatesIt(String code) {
        test.http.thenError(1, "actor", code).then(ScriptedHttp.output(1));
        CompletableFuture<Integer> call = counter.callAsync(Counter::increment, 1);
        test.timers.advance(Duration.ofMillis(50));
        assertThat(call).isCompletedWithValue(1);

        test.http.thenError(2, "actor", code);
        assertThat(errorOf(test.client.get(Counter.class, "a").callAsync(Counter::increment, 1))
                        .code())
                .isEqualTo(code);
        assertThat(errorOf(test.client.forId(Counter.class, "i").callAsync(Counter::increment, 1))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void destroyingWhatIsGoneIsNotRepeated() {
        test.http.thenError(1, "actor", "not_found");
        assertThat(errorOf(counter.callAsync("destroy", Void.class)).code()).isEqualTo("not_found");
    }

    @Test
    void repetitionsAreBounded() {
        test.http.thenError(100, "actor", "starting");
        CompletableFuture<Integer> call = counter.callAsync(Counter::increment, 1);

        test.timers.advance(TestClient.TIMEOUT.minusMillis(1));

        assertThat(errorOf(call).code()).isEqualTo("starting");
        assertThat(errorOf(call).retryable()).isTrue();
        assertThat(test.http.requests).hasSize(ClientLimits.CALL_ATTEMPTS);
        assertThat(test.timers.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor.action_not_found",
                "actor.overloaded",
                "actor.not_registered",
                "actor.dropped_reply",
                "store.unavailable",
                "guard.rate_limit",
                "guard.tunnel_message_timeout",
                "rivetkit.internal_error",
                "message.incoming_too_long",
                "auth.forbidden"
            })
    void otherErrorsAreNotRepeated(String error) {
        String[] name = error.split("\\.", 2);
        test.http.thenError(1, name[0], name[1]);
        ActorError failure = errorOf(counter.callAsync(Counter::increment, 1));
        assertThat(failure.group() + "." + failure.code()).isEqualTo(error);
        assertThat(test.http.requests).hasSize(1);
    }

    @Test
    void aUserErrorKeepsCodeMessageAndMetadata() {
        test.http.then(
                ScriptedHttp.error(500, new ErrorBody("user", "not_found", "No such thing.", Map.of("id", 5), null)));

        UserError error = catchThrowableOfType(UserError.class, () -> counter.call(Counter::increment, 1));

        assertThat(error.code()).isEqualTo("not_found");
        assertThat(error).hasMessage("No such thing.");
        assertThat(error.metadata()).isEqualTo(Map.of("id", 5L));
        assertThat(error.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("aUserErrorKeepsCodeMessageAndMetadata"));
    }

    @Test
    void anErrorNamesTheActorItComesFrom() {
        for (String group : List.of("user", "actor")) {
            test.http.then(ScriptedHttp.error(
                    500, new ErrorBody(group, "odd", "m", null, new ActorSpecifier("id7", 3, "a/b"))));
            ActorError error = catchThrowableOfType(ActorError.class, () -> counter.call(Counter::increment, 1));
            assertThat(error.actor()).contains(new ActorError.Source("id7", 3, Optional.of("a/b")));
        }
        test.http.thenError(1, "user", "odd");
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).actor()).isEmpty();
    }

    @Test
    void onlyAnInternalErrorHasATraceId() {
        test.http.thenError(1, "rivetkit", "internal_error").thenError(1, "auth", "forbidden");
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).traceId()).contains("ray-1");
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).traceId()).isEmpty();
    }

    @Test
    void anErrorInJsonIsReadWhateverWasAskedFor() {
        test.http.then(ScriptedHttp.json(404, "{\"group\":\"guard\",\"code\":\"no_route\",\"message\":\"m\"}"));
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).code()).isEqualTo("no_route");
    }

    @Test
    void anAnswerThatIsNoneOfOursIsAnInvalidResponse() {
        test.http.then(new HttpTransport.Reply(502, "text/html", null, "<html>".getBytes(StandardCharsets.UTF_8)));
        ActorError error = errorOf(counter.callAsync(Counter::increment, 1));
        assertThat(error.code()).isEqualTo("invalid_response");
        assertThat(error.metadata()).isEqualTo(Map.of("status", 502L));

        test.http.then(new HttpTransport.Reply(200, "text/html", null, "<html>".getBytes(StandardCharsets.UTF_8)));
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).code()).isEqualTo("invalid_response");

        test.http.then(ScriptedHttp.output("a text"));
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).code()).isEqualTo("invalid_response");
    }

    @Test
    void aFailureOfTheNetworkIsNotRepeatedAndSaysWhetherTheCallMayHaveRun() {
        test.http
                .thenBreak(new CompletionException(new ConnectException("refused")))
                .thenBreak(new IOException("reset"));
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)))
                .hasMessageContaining("Nothing was sent")
                .returns("connection_failed", ActorError::code);
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)))
                .hasMessageContaining("may have run")
                .returns("connection_lost", ActorError::code);
        assertThat(test.http.requests).hasSize(2);
    }

    @Test
    void aCallEndsAtItsTimeLimit() {
        CompletableFuture<Integer> call = counter.callAsync(Counter::increment, 1);

        test.timers.advance(TestClient.TIMEOUT.minusMillis(1));
        assertThat(call).isNotDone();
        test.timers.advance(Duration.ofMillis(1));

        assertThat(errorOf(call).code()).isEqualTo("timed_out");
        assertThat(test.http.unanswered.getFirst()).isCancelled();
    }

    @Test
    void cancellingACallAbandonsItsRequest() {
        counter.callAsync(Counter::increment, 1).cancel(true);
        assertThat(test.http.unanswered.getFirst()).isCancelled();
        assertThat(test.timers.waiting()).isZero();
    }

    @Test
    void aCallThatIsTooLargeIsNotSent() {
        assertThat(errorOf(counter.callAsync("write", Void.class, "x".repeat(TestClient.MOST_REQUEST_BYTES)))
                        .code())
                .isEqualTo("incoming_too_long");
        assertThat(test.http.requests).isEmpty();
    }

    @Test
    void aValueThatCannotBeSentFailsTheCall() {
        assertThat(errorOf(counter.callAsync("write", Void.class, Thread.currentThread()))
                        .code())
                .isEqualTo("invalid_argument");
        assertThatThrownBy(() -> counter.send("write", Thread.currentThread()))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("invalid_argument"));
    }

    @Test
    void anInterruptedThreadDoesNotSendAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> counter.call(Counter::increment, 1)).isInstanceOfSatisfying(ActorError.class, e -> {
            assertThat(e.code()).isEqualTo("interrupted");
            assertThat(e.metadata()).isEqualTo(Map.of("sent", false));
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(test.http.requests).isEmpty();
    }

    @Test
    void anInterruptAbandonsTheRequestAndStays() throws Exception {
        var outcome = new CompletableFuture<ActorError>();
        Thread caller = Thread.ofVirtual().start(() -> {
            ActorError error = catchThrowableOfType(ActorError.class, () -> counter.call(Counter::increment, 1));
            outcome.complete(Thread.currentThread().isInterrupted() ? error : null);
        });
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        caller.interrupt();

        assertThat(outcome.get()).isNotNull().returns("interrupted", ActorError::code);
        assertThat(test.http.unanswered.getFirst()).isCancelled();
    }

    @Test
    void closingFailsWhatIsOpenAndEverythingAfter() {
        CompletableFuture<Integer> waiting = counter.callAsync(Counter::increment, 1);
        test.http.thenError(1, "actor", "starting");
        CompletableFuture<Integer> pausing = counter.callAsync(Counter::increment, 1);

        test.client.close();

        assertThat(errorOf(waiting).code()).isEqualTo("closed");
        assertThat(errorOf(pausing).code()).isEqualTo("closed");
        assertThat(errorOf(counter.callAsync(Counter::increment, 1)).code()).isEqualTo("closed");
        assertThatThrownBy(() -> counter.call(Counter::increment, 1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> counter.send(Counter::reset)).hasMessageContaining("closed");
        assertThatThrownBy(counter::connect).hasMessageContaining("closed");
        assertThatThrownBy(counter::resolve).hasMessageContaining("closed");
        test.client.close();
    }

    @ParameterizedTest
    @CsvSource({"'', invalid_name", "65, invalid_name"})
    void aNameNoServerAcceptsIsRefusedAtOnce(String length, String code) {
        String name = length.isEmpty() ? "" : "x".repeat(Integer.parseInt(length));
        assertThatThrownBy(() -> test.client.actor(name, ActorKey.of()))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aKeyOrInputNoServerAcceptsIsRefusedAtOnce() {
        assertThatThrownBy(() -> test.client.actor(Counter.class, "x".repeat(129)))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("key_too_large"));
        assertThatThrownBy(() -> test.client.getOrCreate(Counter.class, ActorKey.of("a"), "x".repeat(4096)))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("input_too_large"))
                .hasMessageContaining("create");
        assertThatThrownBy(() -> test.client.create(Counter.class, ActorKey.of("a"), "x".repeat(65_536)))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("input_too_large"));
        assertThat(test.http.requests).isEmpty();
    }
}
