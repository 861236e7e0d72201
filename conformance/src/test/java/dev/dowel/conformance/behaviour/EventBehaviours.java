package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.Subscription;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Events: subscribing, order, arguments, and what a failed turn must not say. */
final class EventBehaviours {

    private EventBehaviours() {}

    static void add(Behaviours all) {
        order(all);
        subscriptions(all);
        causes(all);
        arguments(all);
    }

    private static void order(Behaviours all) {
        all.test("on hears every event in order, once hears one", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<Long> every = new Recorder<>();
            Recorder<Long> first = new Recorder<>();
            connection.on(Ticker.TICK, every::add);
            connection.once(Ticker.TICK, first::add);
            assertThat(connection.call(Ticker::tick, 200)).isEqualTo(200);
            assertThat(every.count(200))
                    .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(first.seen()).containsExactly(1L);
        });
        all.test("events of a call arrive before its result", scene -> {
            // Listeners have threads of their own here; run where events arrive, they show the order on the wire.
            ActorKey key = scene.freshKey();
            ActorConnection<Ticker> connection = scene.connect(
                    scene.newClient(builder -> builder.executor(Runnable::run)).actor(Ticker.class, key));
            Recorder<Long> heard = new Recorder<>();
            connection.on(Ticker.TICK, heard::add);
            connection.call(Ticker::tick, 3);
            assertThat(heard.seen()).containsExactly(1L, 2L, 3L);
        });
    }

    private static void subscriptions(Behaviours all) {
        all.test("an unsubscribed listener hears nothing more", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<Long> stopped = new Recorder<>();
            Recorder<Long> kept = new Recorder<>();
            Subscription stop = connection.on(Ticker.TICK, stopped::add);
            Subscription alsoStop = connection.on(Ticker.TICK, kept::add);
            connection.call(Ticker::tick, 1);
            kept.count(1);
            stop.close();
            connection.call(Ticker::tick, 1);
            kept.count(2);
            assertThat(stopped.seen()).containsExactly(1L);
            alsoStop.close();
            connection.call(Ticker::tick, 1);
            connection.on(Ticker.TICK, kept::add);
            connection.call(Ticker::tick, 1);
            assertThat(kept.count(3)).containsExactly(1L, 2L, 4L);
        });
        all.test("every subscribed connection hears it, and no other", scene -> {
            ClientActor<Ticker> ticker = scene.actor(Ticker.class);
            List<Recorder<Long>> heard = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Recorder<Long> recorder = new Recorder<>();
                heard.add(recorder);
                ActorConnection<Ticker> connection = scene.connect(ticker);
                connection.on(Ticker.TICK, recorder::add);
                connection.call(Ticker::tick, 0);
            }
            ActorConnection<Ticker> deaf = scene.connect(ticker);
            Recorder<Object> other = new Recorder<>();
            deaf.on("paused", other::add);
            deaf.call(Ticker::tick, 2);
            for (Recorder<Long> recorder : heard) {
                assertThat(recorder.count(2)).containsExactly(1L, 2L);
            }
            assertThat(other.seen()).isEmpty();
        });
        all.test("a listener that joins later hears what comes after", scene -> {
            ClientActor<Ticker> ticker = scene.actor(Ticker.class);
            ticker.call(Ticker::tick, 5);
            ActorConnection<Ticker> connection = scene.connect(ticker);
            Recorder<Long> heard = new Recorder<>();
            connection.on(Ticker.TICK, heard::add);
            connection.call(Ticker::tick, 1);
            assertThat(heard.count(1)).containsExactly(6L);
        });
    }

    private static void causes(Behaviours all) {
        all.test("calls over HTTP cause events too", scene -> {
            ClientActor<Counter> counter = scene.actor(Counter.class);
            ActorConnection<Counter> connection = scene.connect(counter);
            Recorder<Long> counts = new Recorder<>();
            connection.on(Counter.NEW_COUNT, counts::add);
            connection.call(Counter::getCount);
            counter.call(Counter::increment, 5L);
            counter.call(Counter::increment, 1L << 40);
            assertThat(counts.count(2)).containsExactly(5L, (1L << 40) + 5);
        });
        all.test("a failed call broadcasts nothing and changes nothing", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<Long> heard = new Recorder<>();
            connection.on(Ticker.TICK, heard::add);
            connection.call(Ticker::tick, 1);
            fails("user.false_alarm", () -> connection.call(Ticker::falseAlarm));
            assertThat(connection.call(Ticker::tick, 1)).isEqualTo(2);
            assertThat(heard.count(2)).containsExactly(1L, 2L);
        });
    }

    private static void arguments(Behaviours all) {
        all.test("several arguments, none, and one that is a list", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<List<@Nullable Object>> moved = new Recorder<>();
            Recorder<List<@Nullable Object>> paused = new Recorder<>();
            Recorder<List<String>> dealt = new Recorder<>();
            connection.on("moved", moved::add);
            connection.on("paused", paused::add);
            connection.on(Ticker.DEALT, dealt::add);
            connection.call(Ticker::move, "♞", 3, -4);
            connection.call(Ticker::pause);
            connection.call(Ticker::deal, List.of("a", "b"));
            connection.call(Ticker::deal, List.of("$x", "b"));
            Same.values(moved.count(1), List.of(List.of("♞", 3, -4)));
            assertThat(paused.count(1)).containsExactly(List.of());
            assertThat(dealt.count(2)).containsExactly(List.of("a", "b"), List.of("$x", "b"));
        });
    }
}
