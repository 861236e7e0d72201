package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.Event;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events and their listeners, on a scripted socket; listeners run when the test says. */
class EventsTest {

    record Move(int x, int y) {}

    private static final Event<Move> MOVED = Event.of("moved", Move.class);
    private static final Event<Integer> COUNTED = Event.of("counted", Integer.class);

    private final ArrayDeque<Runnable> listenerRuns = new ArrayDeque<>();
    private final TestClient test = new TestClient(Encoding.JSON, listenerRuns::add, null);
    private final ActorConnection<Counter> connection =
            test.client.actor(Counter.class, "a").connect();
    private final List<Object> heard = new ArrayList<>();
    private final List<ActorError> errors = new ArrayList<>();

    EventsTest() {
        connection.onError(errors::add);
        test.sockets.last().accept();
    }

    private ScriptedSockets.Fake socket() {
        return test.sockets.last();
    }

    private void runListeners() {
        while (!listenerRuns.isEmpty()) {
            listenerRuns.remove().run();
        }
    }

    @Test
    void anEventIsDecodedAsItsType() {
        connection.on(MOVED, heard::add);
        connection.on("moved", heard::add);
        socket().event("moved", new Move(1, 2));
        runListeners();
        assertThat(heard).hasSize(2).first().isEqualTo(new Move(1, 2));
        assertThat(heard.get(1)).isInstanceOf(List.class).hasToString("[{x=1, y=2}]");
    }

    @Test
    void aListenerByNameTakesAnyNumberOfArguments() {
        connection.on("any", heard::add);
        socket().event("any");
        socket().event("any", 1, "two", null);
        runListeners();
        assertThat(heard).containsExactly(List.of(), Arrays.asList(1L, "two", null));
    }

    @Test
    void listenersAreCalledInTheOrderOfTheEventsAndNeverOnTheSocketsThread() {
        connection.on(COUNTED, heard::add);
        connection.on("other", heard::add);
        socket().event("counted", 1);
        socket().event("other", 2);
        socket().event("counted", 3);
        assertThat(heard).isEmpty();
        runListeners();
        assertThat(heard).containsExactly(1, List.of(2L), 3);
    }

    @Test
    void oneSubscriptionServesAllListenersOfAnEvent() {
        Subscription first = connection.on(COUNTED, heard::add);
        Subscription second = connection.on("counted", heard::add);
        first.close();
        first.close();
        assertThat(socket().log()).containsExactly("+counted");
        second.close();
        assertThat(socket().log()).containsExactly("+counted", "-counted");
    }

    @Test
    void aRemovedListenerHearsNothingNotEvenWhatWaits() {
        Subscription subscription = connection.on(COUNTED, heard::add);
        socket().event("counted", 1);
        subscription.close();
        runListeners();
        assertThat(heard).isEmpty();
    }

    @Test
    void onceIsOnceHoweverFastTheEventsCome() {
        connection.once(COUNTED, heard::add);
        connection.once("counted", heard::add);
        socket().event("counted", 1);
        socket().event("counted", 2);
        runListeners();
        assertThat(heard).containsExactly(1, List.of(1L));
        assertThat(socket().log()).containsExactly("+counted", "-counted");
    }

    @Test
    void anEventOfAnotherTypeIsAnErrorOfTheConnectionAndTheNextOneArrives() {
        connection.on(COUNTED, heard::add);
        socket().event("counted", "five");
        socket().event("counted", 5, 6);
        socket().event("counted", 7);
        runListeners();
        assertThat(heard).containsExactly(7);
        assertThat(errors).hasSize(2).allSatisfy(e -> assertThat(e.code()).isEqualTo("invalid_event"));
        assertThat(errors.getFirst()).hasMessageContaining("counted");
    }

    @Test
    void anExceptionOfAListenerDoesNotKeepOthersFromHearing() {
        connection.on(COUNTED, count -> {
            throw new IllegalStateException("listener " + count);
        });
        connection.on(COUNTED, heard::add);
        socket().event("counted", 1);
        socket().event("counted", 2);
        runListeners();
        assertThat(heard).containsExactly(1, 2);
        assertThat(errors).isEmpty();
    }

    @Test
    void aListenerMayCallTheActor() {
        connection.on(COUNTED, count -> connection.send(Counter::reset));
        socket().event("counted", 1);
        runListeners();
        assertThat(socket().log()).containsExactly("+counted", "reset#0");
    }

    @Test
    void listenersThatFallBehindEndTheConnection() {
        connection.on(COUNTED, heard::add);
        for (int i = 0; i < ClientLimits.LISTENER_QUEUE_EVENTS; i++) {
            socket().event("counted", i);
        }
        // The statuses of the opening wait as well, so that the limit is reached before the last event.
        assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
        runListeners();
        assertThat(errors).singleElement().returns("slow_listener", ActorError::code);
        assertThat(heard).hasSizeGreaterThan(ClientLimits.LISTENER_QUEUE_EVENTS - 10);
        assertThat(socket().aborted).isTrue();
    }

    @Test
    void afterClosingNoEventIsDelivered() {
        connection.on(COUNTED, heard::add);
        socket().event("counted", 1);
        assertThat(connection.beginClose()).isNotDone();
        socket().event("counted", 2);
        runListeners();
        assertThat(heard).isEmpty();
    }

    @Test
    void subscriptionsAreBounded() {
        for (int i = 0; i < Limits.CONNECTION_SUBSCRIPTIONS; i++) {
            connection.on("event" + i, heard::add);
        }
        connection.on("event0", heard::add);
        assertThat(errors).isEmpty();
        connection.on("one more", heard::add);
        runListeners();
        assertThat(errors).singleElement().returns("too_many_subscriptions", ActorError::code);
        assertThat(socket().log()).hasSize(Limits.CONNECTION_SUBSCRIPTIONS);
    }

    @Test
    void theOrderOfStatusesErrorsAndEventsIsKept() {
        connection.onStatusChange(heard::add);
        connection.onError(error -> heard.add(error.code()));
        connection.on(COUNTED, heard::add);
        socket().event("counted", 1);
        socket().close("ws.going_away");
        runListeners();
        assertThat(heard)
                .containsSubsequence(1, "going_away", ConnectionStatus.DISCONNECTED)
                .doesNotContain(ConnectionStatus.CLOSED);
    }
}
