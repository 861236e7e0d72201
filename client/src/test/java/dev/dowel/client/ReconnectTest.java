package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of a connection's life in virtual time: what passes is waited for however long it lasts, what does not ends it at once. */
class ReconnectTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final TestClient test = TestClient.forConnections();
    private final ActorConnection<Counter> connection =
            test.client.actor(Counter.class, "a").connect();
    private final List<Integer> heard = new ArrayList<>();

    ReconnectTest() {
        connection.on("newCount", arguments -> heard.add(arguments.size()));
    }

    private ScriptedSockets.Fake socket() {
        return test.sockets.last();
    }

    private static String codeOf(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        return ((ActorError) call.exceptionNow()).code();
    }

    /** Lets time pass, and what it does to every new attempt. */
    private void pass(Duration time, Runnable fate) {
        ScriptedSockets.Fake seen = null;
        for (Duration left = time; left.isPositive(); left = left.minusMillis(250)) {
            if (seen != socket()) {
                seen = socket();
                fate.run();
            }
            test.timers.advance(Duration.ofMillis(250));
        }
    }

    private void untilNextAttempt() {
        int attempts = test.sockets.opened.size();
        while (test.sockets.opened.size() == attempts) {
            test.timers.advance(Duration.ofSeconds(1));
        }
    }

    private void assertWorks() {
        assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
        assertThat(socket().log()).startsWith("+newCount");
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);
        long id = Long.parseLong(socket().log().getLast().replaceFirst(".*#", ""));
        socket().event("newCount", 5);
        socket().answer(id, 5);
        assertThat(call).isCompletedWithValue(5);
        assertThat(heard).endsWith(1);
    }

    @Test
    void aServerThatIsRestartedEveryMinuteOfADayIsFoundEachTime() {
        for (int restart = 0; restart < 1440; restart++) {
            socket().accept();
            assertWorks();
            test.timers.advance(Duration.ofSeconds(10));
            socket().close("ws.going_away");
            socket().refuse();
            test.timers.advance(ClientLimits.RECONNECT_FIRST); // longer would need more failures than one
        }
        assertThat(heard).hasSize(1440);
    }

    @Test
    void aPortThatRefusesForADayIsAskedEveryHalfMinuteAndThenUsed() {
        socket().accept();
        socket().breakOff();
        test.timers.advance(ClientLimits.RECONNECT_FIRST);
        pass(DAY, () -> socket().refuse());
        assertThat(test.sockets.opened).hasSizeBetween(24 * 120, 24 * 120 + 10);
        untilNextAttempt();
        socket().accept();
        assertWorks();
    }

    /** Packets leave and nothing comes back, not even a refusal. */
    @Test
    void aBlackHoleCostsTheOpeningTimeOfEachAttemptAndIsLeftWhenItEnds() {
        CompletableFuture<Integer> impatient = connection.callAsync(Counter::increment, 1);
        pass(Duration.ofHours(1), () -> {});
        assertThat(codeOf(impatient)).isEqualTo("timed_out");
        assertThat(test.sockets.opened).hasSizeBetween(40, 45);
        assertThat(test.sockets.opened.subList(0, test.sockets.opened.size() - 1))
                .allMatch(attempt -> attempt.aborted);
        untilNextAttempt();
        socket().accept();
        assertWorks();
    }

    /** The server has forgotten the connection, or its end was lost on the way: what is sent goes nowhere. */
    @Test
    void aHalfOpenConnectionIsFoundOutByItsSilenceAndReplaced() {
        for (int time = 0; time < 100; time++) {
            socket().accept();
            assertWorks();
            CompletableFuture<Integer> intoTheVoid = connection.callAsync(Counter::increment, 1);
            connection.send(Counter::reset);
            ScriptedSockets.Fake half = socket();

            test.timers.advance(ClientLimits.HEARTBEAT.multipliedBy(2));

            assertThat(half.pings).isEqualTo(1);
            assertThat(half.aborted).isTrue();
            assertThat(codeOf(intoTheVoid)).isEqualTo("connection_lost");
            assertThat(socket()).isNotSameAs(half);
        }
    }

    @Test
    void aServerThatOnlyAnswersProbesIsKeptForADay() {
        socket().accept();
        for (int beat = 0; beat < 24 * 120; beat++) {
            test.timers.advance(ClientLimits.HEARTBEAT);
            socket().events.heard();
        }
        assertThat(test.sockets.opened).hasSize(1);
        assertWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.banned", "auth.forbidden", "actor.not_registered", "rivetkit.internal_error"})
    void whatDoesNotPassEndsItAtOnceEvenAfterDaysOfTrying(String refusal) {
        pass(DAY, () -> socket().refuse());
        untilNextAttempt();
        CompletableFuture<Integer> call = connection.callAsync(Counter::increment, 1);
        int attempts = test.sockets.opened.size();

        socket().close(refusal);

        assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
        assertThat(codeOf(call)).isEqualTo(refusal.replaceFirst(".*\\.", ""));
        test.timers.advance(DAY);
        assertThat(test.sockets.opened).hasSize(attempts);
    }

    /** Those who lost the server together must not come back together. */
    @Test
    void waitsAreShortenedAtRandomByUpToAHalf() {
        Random random = new Random(7);
        var backoff = new Backoff(ClientLimits.RECONNECT_FIRST, ClientLimits.RECONNECT_LONGEST, random::nextDouble);
        for (int failures : new int[] {1, 2, 3, 7, 8, 100, Integer.MAX_VALUE}) {
            long full = Math.min(250L << Math.min(failures - 1, 20), 30_000);
            List<Long> waits = IntStream.range(0, 1000)
                    .mapToObj(i -> backoff.after(failures).toMillis())
                    .toList();
            assertThat(waits).allMatch(wait -> wait >= full / 2 && wait <= full);
            assertThat(waits.stream().distinct().count()).isGreaterThan(50);
        }
    }
}
