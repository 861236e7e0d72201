package dev.dowel.client;

import static dev.dowel.client.ConnectionStatus.CLOSED;
import static dev.dowel.client.ConnectionStatus.CONNECTED;
import static dev.dowel.client.ConnectionStatus.CONNECTING;
import static dev.dowel.client.ConnectionStatus.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.protocol.ErrorBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a connection on scripted sockets, in virtual time (protocol 4). */
class ConnectionTest {

    private final TestClient test = TestClient.forConnections();
    private final ActorConnection<Counter> connection =
            test.client.actor(Counter.class, "a").connect(Map.of("tok", "a b/c"));
    private final List<ConnectionStatus> statuses = new ArrayList<>();
    private final List<ActorError> errors = new ArrayList<>();

    ConnectionTest() {
        connection.onStatusChange(statuses::add);
        connection.onError(errors::add);
    }

    private ScriptedSockets.Fake socket() {
        return test.sockets.last();
    }

    private List<String> errorNames() {
        return errors.stream().map(e -> e.group() + "." + e.code()).toList();
    }

    private static String codeOf(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        return ((ActorError) call.exceptionNow()).code();
    }

    // Opening

    @Test
    void aConnectionAsksForTheActorWithEncodingAndParams() {
        assertThat(socket().request.uri())
                .hasToString("ws://server:6420/base/gateway/counter/connect?rvt-namespace=default"
                        + "&rvt-method=getOrCreate&rvt-runner=default&rvt-key=a&rvt-crash-policy=sleep");
        assertThat(socket().request.subprotocols())
                .containsExactly("rivet", "rivet_encoding.json", "rivet_conn_params.%7B%22tok%22%3A%22a%20b%2Fc%22%7D");
        assertThat(test.client.forId(Counter.class, "i").connect().status()).isEqualTo(CONNECTING);
        assertThat(socket().request.subprotocols()).containsExactly("rivet", "rivet_encoding.json");
    }

    @Test
    void nothingIsSentBeforeTheActorAccepted() {
        connection.on("newCount", event -> {});
        connection.send(Counter::reset);
        socket().events.opened();
        assertThat(socket().log()).isEmpty();
        assertThat(connection.status()).isEqualTo(CONNECTING);
        assertThat(connection.ready()).isNotDone();
    }

    @Test
    void thenSubscriptionsComeFirstAndCallsInTheirOrder() {
        connection.send(Counter::reset);
        connection.on("newCount", event -> {});
        connection.send("other");
        connection.on("reset", event -> {});
        connection.on("newCount", event -> {});

        socket().accept("actor-9", "connection-9");

        assertThat(socket().log()).containsExactly("+newCount", "+reset", "reset#0", "other#1");
        assertThat(connection.ready()).isCompleted();
        assertThat(connection.status()).isEqualTo(CONNECTED);
        assertThat(connection.connectionId()).contains("connection-9");
        assertThat(connection.actorId()).contains("actor-9");
    }

    // Calls

    @Test
    void answersFindTheirCallsInAnyOrder() {
        socket().accept();
        CompletableFuture<Integer> first = connection.callAsync(Counter::increment, 1);
        CompletableFuture<Integer> second = connection.callAsync(Counter::increment, 2);
        CompletableFuture<Integer> third = connection.callAsync(Counter::increment, 3);

        socket().answer(1, 20);
        socket().fail(2L, new ErrorBody("user", "boom", "Boom.", Map.of("a", 1), null));
        socket().answer(0, 10);
        socket().answer(77, 0);

        assertThat(first).isCompletedWithValue(10);
        assertThat(second).isCompletedWithValue(20);
        assertThat(third.exceptionNow())
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.metadata()).isEqualTo(Map.of("a", 1L)));
        assertThat(errors).isEmpty();
    }

    @Test
    void aCallMayWaitForTheConnectionButNotLongerThanItsLimit() {
        CompletableFuture<Integer> queued = connection.callAsync(Counter::increment, 1);
        socket().accept();
        CompletableFuture<Integer> sent = connection.callAsync(Counter::increment, 2);
        socket().breakOff();
        CompletableFuture<Integer> later = connection.callAsync(Counter::increment, 3);
        assertThat(codeOf(queued)).isEqualTo("connection_lost");
        assertThat(codeOf(sent)).isEqualTo("connection_lost");

        test.timers.advance(TestClient.TIMEOUT);

        assertThat(codeOf(later)).isEqualTo("timed_out");
        assertThat(((ActorError) later.exceptionNow()).metadata()).isEqualTo(Map.of("sent", false));
    }

    @Test
    void aCallThatIsNotAnsweredEndsAtItsLimit() {
        socket().accept();
        CompletableFuture<Integer> first = connection.callAsync(Counter::increment, 1);
        advanceHearing(Duration.ofSeconds(60));
        CompletableFuture<Integer> second = connection.callAsync(Counter::increment, 2);
        advanceHearing(TestClient.TIMEOUT.minusSeconds(60));
        assertThat(codeOf(first)).isEqualTo("timed_out");
        assertThat(((ActorError) first.exceptionNow()).metadata()).isEqualTo(Map.of("sent", true));
        assertThat(second).isNotDone();

        advanceHearing(Duration.ofSeconds(60));
        assertThat(codeOf(second)).isEqualTo("timed_out");
        assertThat(connection.status()).isEqualTo(CONNECTED);
    }

    /** Lets time pass while the server answers probes. */
    private void advanceHearing(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(10)) {
            socket().events.heard();
            test.timers.advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void aCallThatIsTooLargeCostsNothingElse() {
        socket().accept();
        CompletableFuture<Void> large =
                connection.callAsync("write", Void.class, "x".repeat(TestClient.MOST_REQUEST_BYTES));
        assertThat(codeOf(large)).isEqualTo("incoming_too_long");
        assertThat(socket().log()).isEmpty();
        assertThat(connection.status()).isEqualTo(CONNECTED);
    }

    @Test
    void callsWithoutAnswerAreBounded() {
        for (int i = 0; i < ClientLimits.CONNECTION_CALLS; i++) {
            assertThat(connection.callAsync(Counter::increment, 1)).isNotDone();
        }
        assertThat(codeOf(connection.callAsync(Counter::increment, 1))).isEqualTo("overloaded");
    }

    @Test
    void bytesThatAreNotWrittenAreBounded() {
        socket().accept();
        socket().unwritten = ClientLimits.CONNECTION_OUTBOUND_BYTES;
        assertThat(codeOf(connection.callAsync(Counter::increment, 1))).isEqualTo("overloaded");
        socket().unwritten = 0;
        assertThat(connection.callAsync(Counter::increment, 1)).isNotDone();
    }

    @Test
    void aCancelledCallIsNotSent() {
        connection.callAsync(Counter::increment, 1).cancel(true);
        connection.send("other");
        socket().accept();
        assertThat(socket().log()).containsExactly("other#1");
    }

    // Loss and return

    @Test
    void whatWasSentFailsAndWhatWasNotIsSentAfterTheReturn() {
        connection.on("newCount", event -> {});
        socket().accept();
        CompletableFuture<Integer> sent = connection.callAsync(Counter::increment, 1);
        socket().close("ws.going_away");
        CompletableFuture<Integer> queued = connection.callAsync(Counter::increment, 2);

        assertThat(codeOf(sent)).isEqualTo("connection_lost");
        assertThat(((ActorError) sent.exceptionNow()).retryable()).isFalse();
        test.timers.advance(Duration.ofMillis(250));
        socket().accept("actor-1", "connection-2");

        assertThat(socket().log()).containsExactly("+newCount", "increment#1");
        socket().answer(1, 5);
        assertThat(queued).isCompletedWithValue(5);
        assertThat(connection.connectionId()).contains("connection-2");
        assertThat(statuses).containsExactly(CONNECTED, DISCONNECTED, CONNECTING, CONNECTED);
        assertThat(errorNames()).containsExactly("ws.going_away");
    }

    @Test
    void subscriptionsOfTheTimeBetweenAreTheOnesOfTheNextConnection() {
        Subscription old = connection.on("old", event -> {});
        socket().accept();
        socket().breakOff();
        old.close();
        connection.on("new", event -> {});
        test.timers.advance(Duration.ofMillis(250));
        socket().accept();
        assertThat(socket().log()).containsExactly("+new");
    }

    @Test
    void aConnectionThatLastedComesBackAtOnceAndBacksOffFromThereOn() {
        socket().accept();
        test.timers.advance(ClientLimits.RECONNECT_STABLE);
        socket().close("");
        assertThat(test.sockets.opened).hasSize(2);
        for (int millis : new int[] {250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000}) {
            int attempts = test.sockets.opened.size();
            socket().refuse();
            test.timers.advance(Duration.ofMillis(millis - 1));
            assertThat(test.sockets.opened).hasSize(attempts);
            test.timers.advance(Duration.ofMillis(1));
            assertThat(test.sockets.opened).hasSize(attempts + 1);
        }
    }

    @Test
    void aConnectionThatIsLostAgainAndAgainBacksOffToo() {
        for (int millis : new int[] {250, 500, 1000}) {
            int attempts = test.sockets.opened.size();
            socket().accept();
            socket().close("message.incoming_too_long");
            test.timers.advance(Duration.ofMillis(millis - 1));
            assertThat(test.sockets.opened).hasSize(attempts);
            test.timers.advance(Duration.ofMillis(1));
            assertThat(test.sockets.opened).hasSize(attempts + 1);
        }
    }

    @Test
    void anAttemptThatIsNeverAcceptedIsGivenUp() {
        socket().events.opened();
        test.timers.advance(ClientLimits.OPEN_TIMEOUT);
        assertThat(socket().aborted).isTrue();
        assertThat(errorNames()).containsExactly("client.connection_failed");
        test.timers.advance(Duration.ofMillis(250));
        assertThat(test.sockets.opened).hasSize(2);
    }

    @Test
    void aSilentServerIsGivenUpAndOneThatAnswersProbesIsNot() {
        socket().accept();
        test.timers.advance(ClientLimits.HEARTBEAT);
        assertThat(socket().pings).isEqualTo(1);
        socket().events.heard();
        test.timers.advance(ClientLimits.HEARTBEAT);
        assertThat(connection.status()).isEqualTo(CONNECTED);
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);

        test.timers.advance(ClientLimits.HEARTBEAT);

        assertThat(codeOf(call)).isEqualTo("connection_lost");
        assertThat(test.sockets.opened.getFirst().aborted).isTrue();
        assertThat(connection.status()).isEqualTo(CONNECTING);
    }

    @Test
    void whatAnOldSocketStillSaysChangesNothing() {
        ScriptedSockets.Fake old = socket();
        old.accept();
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);
        old.breakOff();
        test.timers.advance(Duration.ofMillis(250));
        socket().accept();
        CompletableFuture<Integer> second = connection.callAsync(Counter::increment, 1);

        old.answer(1, 99);
        old.close("user.nope");
        old.breakOff();
        old.accept("x", "y");

        assertThat(codeOf(call)).isEqualTo("connection_lost");
        assertThat(second).isNotDone();
        assertThat(connection.status()).isEqualTo(CONNECTED);
        assertThat(connection.connectionId()).contains("connection-1");
    }

    @Test
    void openingAndClosingAreToldEachTimeAndClosingOnlyOfWhatWasOpen() {
        List<String> heard = new ArrayList<>();
        connection.onOpen(() -> heard.add("open"));
        Subscription closes = connection.onClose(() -> heard.add("closed"));
        connection.onOpen(() -> {
            throw new IllegalStateException("of a listener");
        });
        socket().refuse();
        test.timers.advance(Duration.ofMillis(250));
        socket().accept();
        socket().breakOff();
        test.timers.advance(Duration.ofMillis(500));
        socket().accept();
        assertThat(heard).containsExactly("open", "closed", "open");
        connection.onClose(() -> heard.add("closed too"));
        closes.close();
        assertThat(connection.beginClose()).isNotDone(); // nobody answers here
        assertThat(heard).containsExactly("open", "closed", "open", "closed too");
    }

    // Refusal

    @Test
    void anActorThatRefusesEndsTheConnectionWithItsError() {
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);
        CompletableFuture<Void> ready = connection.ready();
        socket().events.opened();
        socket().fail(null, new ErrorBody("user", "nope", "Denied!", Map.of("why", "deny"), null));
        socket().close("user.nope");

        assertThat(call.exceptionNow()).isInstanceOf(UserError.class).hasMessage("Denied!");
        assertThat(ready.exceptionNow()).isInstanceOf(UserError.class);
        assertThat(errors)
                .singleElement()
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.metadata()).isEqualTo(Map.of("why", "deny")));
        assertThat(statuses).containsExactly(CLOSED);
        assertThatThrownBy(() -> connection.call(Counter::reset)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> connection.on("x", event -> {})).isInstanceOf(UserError.class);
        test.timers.advance(Duration.ofHours(1));
        assertThat(test.sockets.opened).hasSize(1);
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.nope",
                "auth.forbidden",
                "actor.not_registered",
                "actor.invalid_request",
                "guard.query_invalid_params",
                "rivetkit.internal_error#ray7"
            })
    void aRefusalByCloseReasonEndsItToo(String reason) {
        socket().close(reason);
        assertThat(connection.status()).isEqualTo(CLOSED);
        assertThat(errorNames()).containsExactly(reason.replaceFirst("#.*", ""));
        assertThat(errors.getFirst().traceId().isPresent()).isEqualTo(reason.endsWith("ray7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws.going_away",
                "guard.service_unavailable",
                "guard.actor_ready_timeout",
                "guard.websocket_open_timeout",
                "actor.overloaded",
                "store.unavailable",
                "",
                "free text"
            })
    void whatPassesIsToldAndTriedAgain(String reason) {
        socket().close(reason);
        assertThat(connection.status()).isEqualTo(DISCONNECTED);
        assertThat(errors).hasSize(1);
        test.timers.advance(Duration.ofMillis(250));
        assertThat(connection.status()).isEqualTo(CONNECTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor.starting",
                "actor.stopping",
                "actor.restarting",
                "actor.not_found",
                "actor.destroying",
                "actor.destroyed_while_waiting_for_ready"
            })
    void theNormalCourseOfAnActorIsNotWorthAnError(String reason) {
        socket().close(reason);
        test.timers.advance(Duration.ofMillis(250));
        assertThat(connection.status()).isEqualTo(CONNECTING);
        assertThat(errors).isEmpty();
    }

    @Test
    void anActorThatIsGoneEndsConnectionsThatDoNotCreateIt() {
        for (ClientActor<Counter> handle :
                List.of(test.client.get(Counter.class, "a"), test.client.forId(Counter.class, "i"))) {
            ActorConnection<Counter> other = handle.connect();
            socket().close("actor.not_found");
            assertThat(codeOf(other.ready())).isEqualTo("not_found");
        }
    }

    @Test
    void afterAcceptanceOnlyTheActorsRefusalEndsIt() {
        socket().accept();
        socket().close("auth.forbidden"); // as for a subscription
        assertThat(connection.status()).isEqualTo(CLOSED);
        assertThat(errorNames()).containsExactly("auth.forbidden");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 414, 431})
    void anHttpAnswerThatBlamesTheRequestEndsIt(int status) {
        socket().failWith(refusal(status));
        assertThat(connection.status()).isEqualTo(CLOSED);
        assertThat(errorNames()).containsExactly("client.upgrade_refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 408, 429, 500, 502, 503, 504})
    void anyOtherHttpAnswerIsTriedAgain(int status) {
        socket().failWith(refusal(status));
        assertThat(connection.status()).isEqualTo(DISCONNECTED);
        assertThat(errorNames()).containsExactly("client.upgrade_refused");
    }

    private static ActorError refusal(int status) {
        return new ActorError("client", "upgrade_refused", "m", Map.of("status", (long) status));
    }

    @Test
    void anErrorThatConcernsAnOpenConnectionIsOnlyTold() {
        socket().accept();
        socket().fail(null, new ErrorBody("message", "odd", "Odd."));
        assertThat(errorNames()).containsExactly("message.odd");
        assertThat(connection.status()).isEqualTo(CONNECTED);
    }

    @Test
    void aMessageThatCannotBeReadIsToldAndCostsNothing() {
        socket().accept();
        socket().message("{\"body\":{\"tag\":\"Later\",\"val\":{}}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(errorNames()).containsExactly("client.invalid_response");
        assertThat(connection.status()).isEqualTo(CONNECTED);
        assertThat(socket().requested).isEqualTo(3);
    }

    // Closing

    @Test
    void closingSaysGoodbyeAndWaitsForTheAnswer() {
        socket().accept();
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);

        CompletableFuture<?> closing = connection.beginClose();

        assertThat(socket().closedWith).isEqualTo("1000 Disposed");
        assertThat(codeOf(call)).isEqualTo("closed");
        assertThat(closing).isNotDone();
        assertThat(statuses).containsExactly(CONNECTED, CLOSED);
        socket().events.closed(1000, "Disposed");
        assertThat(closing).isCompleted();
        assertThat(errors).isEmpty();
        assertThat(test.timers.waiting()).isEqualTo(1); // the time limit of the call, which finds nothing
        assertThatThrownBy(() -> connection.send(Counter::reset))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("closed"));
        assertThatThrownBy(() -> connection.call(Counter::increment, 1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> connection.on("x", event -> {})).hasMessageContaining("closed");
        connection.close();
    }

    @Test
    void closingDoesNotWaitForeverForTheAnswer() {
        socket().accept();
        CompletableFuture<?> closing = connection.beginClose();
        test.timers.advance(ClientLimits.CLOSE_WAIT);
        assertThat(closing).isCompleted();
        assertThat(socket().aborted).isTrue();
    }

    @Test
    void closingWhileNotConnectedTakesNoTime() {
        CompletableFuture<Integer> queued = connection.callAsync(Counter::increment, 1);
        CompletableFuture<Void> ready = connection.ready();
        connection.close();
        assertThat(codeOf(queued)).isEqualTo("closed");
        assertThat(codeOf(ready)).isEqualTo("closed");
        assertThat(socket().aborted).isTrue();
        test.timers.advance(Duration.ofHours(1));
        assertThat(test.sockets.opened).hasSize(1);
    }

    @Test
    void closingBetweenTwoAttemptsEndsTheAttempts() {
        socket().refuse();
        connection.close();
        test.timers.advance(Duration.ofHours(1));
        assertThat(test.sockets.opened).hasSize(1);
    }

    @Test
    void anInterruptedCloserDoesNotWaitAndStaysInterrupted() {
        socket().accept();
        Thread.currentThread().interrupt();
        connection.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(socket().aborted).isTrue();
        assertThat(connection.status()).isEqualTo(CLOSED);
    }

    @Test
    void closingTheClientClosesItsConnections() {
        socket().refuse();
        ActorConnection<Counter> second = test.client.actor(Counter.class, "b").connect();
        test.client.close();
        assertThat(connection.status()).isEqualTo(CLOSED);
        assertThat(second.status()).isEqualTo(CLOSED);
    }
}
