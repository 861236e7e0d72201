package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.protocol.Encoding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connection parameters that are asked for each time (protocol 1.5). */
class ParamsSupplierTest {

    private static final Queue<String, @Nullable Void> JOBS = Queue.of("jobs", String.class);

    private final AtomicInteger tokens = new AtomicInteger();

    private Object fresh() {
        return "token " + tokens.incrementAndGet();
    }

    private static ActorError failing(ClientActor<Counter> counter) {
        return catchThrowableOfType(ActorError.class, () -> counter.call(Counter::increment, 1));
    }

    @Test
    void everyCallAndEveryMessageAsksAnewAndSoDoesARepetition() {
        TestClient test = TestClient.forCalls();
        test.http.then(ScriptedHttp.output(1)).then(ScriptedHttp.stored()).thenError(1, "actor", "starting");
        test.http.then(ScriptedHttp.output(1));
        ClientActor<Counter> counter = test.client.actor(Counter.class, "a").withParamsFrom(this::fresh);

        counter.call(Counter::increment, 1);
        counter.send(JOBS, "job");
        assertThat(counter.callAsync(Counter::increment, 1)).isNotDone();
        test.timers.advance(ClientLimits.RETRY_FIRST);

        for (int i = 0; i < 4; i++) {
            assertThat(test.http.header(i, "x-rivet-conn-params")).isEqualTo("\"token " + (i + 1) + "\"");
        }
    }

    @Test
    void everyAttemptToConnectAsksAnew() {
        TestClient test = TestClient.forConnections();
        ActorConnection<Counter> connection = test.client
                .actor(Counter.class, "a")
                .withParamsFrom(this::fresh)
                .connect();
        test.sockets.last().refuse();
        test.timers.advance(ClientLimits.RECONNECT_FIRST);
        test.sockets.last().accept();
        test.sockets.last().close("actor.stopped");
        test.timers.advance(ClientLimits.RECONNECT_FIRST.multipliedBy(2));

        assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTING);
        assertThat(test.sockets.opened)
                .extracting(socket -> socket.request.subprotocols().getLast())
                .containsExactly(
                        "rivet_conn_params.%22token%201%22",
                        "rivet_conn_params.%22token%202%22", "rivet_conn_params.%22token%203%22");
    }

    @Test
    void nothingSuppliedMeansNone() {
        TestClient test = TestClient.forCalls();
        test.http.then(ScriptedHttp.output(1));
        test.client.actor(Counter.class, "a").withParamsFrom(() -> null).call(Counter::increment, 1);
        assertThat(test.http.requests.getFirst().headers()).doesNotContain("x-rivet-conn-params");
    }

    @Test
    void aSourceThatFailsFailsTheCallAndNothingIsSent() {
        TestClient test = TestClient.forCalls();
        ActorError error = failing(test.client.actor(Counter.class, "a").withParamsFrom(() -> {
            throw new IllegalStateException("no identity provider");
        }));
        assertThat(error.group() + "." + error.code()).isEqualTo("client.get_params_failed");
        assertThat(error).hasMessageContaining("no identity provider");
        assertThat(test.http.requests).isEmpty();
    }

    @Test
    void whatNoHeaderCanCarryIsRefusedAtTheCall() {
        TestClient test = TestClient.forCalls();
        ClientActor<Counter> counter = test.client.actor(Counter.class, "a");
        assertThat(failing(counter.withParamsFrom(() -> "x".repeat(20_000))).code())
                .isEqualTo("invalid_request");
        assertThat(failing(counter.withParamsFrom(Thread::currentThread)).code())
                .isEqualTo("invalid_argument");
    }

    @Test
    void aConnectionOutlivesASourceThatFailsForAWhile() {
        TestClient test = TestClient.forConnections();
        List<String> errors = new ArrayList<>();
        ActorConnection<Counter> connection = test.client
                .actor(Counter.class, "a")
                .withParamsFrom(() -> {
                    if (tokens.incrementAndGet() < 3) {
                        throw new IllegalStateException("not now");
                    }
                    return "at last";
                })
                .connect();
        connection.onError(error -> errors.add(error.code()));
        assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
        test.timers.advance(Duration.ofMillis(250));
        test.timers.advance(Duration.ofMillis(500));
        test.sockets.last().accept();

        assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
        assertThat(errors).containsExactly("get_params_failed"); // the first came before there was a listener
        assertThat(test.sockets.opened).hasSize(1);
    }

    /** The threads of this client run nothing until the test lets them. */
    @Test
    void aSourceThatHangsCostsAnAttemptAndNothingItSaysLaterCounts() {
        var held = new ArrayDeque<Runnable>();
        var test = new TestClient(Encoding.JSON, held::add, Runnable::run, null);
        ActorConnection<Counter> connection = test.client
                .actor(Counter.class, "a")
                .withParamsFrom(this::fresh)
                .connect();
        test.timers.advance(ClientLimits.OPEN_TIMEOUT);
        assertThat(connection.status()).isEqualTo(ConnectionStatus.DISCONNECTED);
        test.timers.advance(ClientLimits.RECONNECT_FIRST);

        held.remove().run();
        assertThat(test.sockets.opened).isEmpty();
        held.remove().run();
        assertThat(test.sockets.opened).hasSize(1);
    }

    @Test
    void closingWhileASourceIsAskedOpensNothing() {
        var held = new ArrayDeque<Runnable>();
        var test = new TestClient(Encoding.JSON, held::add, Runnable::run, null);
        ActorConnection<Counter> connection = test.client
                .actor(Counter.class, "a")
                .withParamsFrom(this::fresh)
                .connect();
        Runnable asked = held.remove();
        connection.close();
        asked.run();
        assertThat(test.sockets.opened).isEmpty();
        assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
    }
}
