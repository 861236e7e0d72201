package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.await;
import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.QueueReply;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Login;
import dev.dowel.conformance.behaviour.Contracts.Room;
import dev.dowel.conformance.behaviour.Contracts.Shelf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A server that is closed in order and started again, once, under connections in every condition. Confined to one thread: first
 * {@link #before}, then the restart and beside it {@link #meanwhile}, then the cases.
 */
public final class RestartBehaviours implements AutoCloseable {

    /** A connection with what it heard and went through since it was first open. */
    private static final class Watched {

        private final ActorConnection<Counter> connection;
        private final Recorder<Long> counts = new Recorder<>();
        private final Recorder<ConnectionStatus> statuses = new Recorder<>();
        private final Optional<String> firstId;

        Watched(ActorConnection<Counter> connection) {
            this.connection = connection;
            connection.on(Counter.NEW_COUNT, counts::add);
            connection.call(Counter::increment, 1L);
            firstId = connection.connectionId();
            connection.onStatusChange(statuses::add);
        }

        void leaves() throws InterruptedException {
            statuses.until(seen -> seen.contains(ConnectionStatus.DISCONNECTED), "the end of the connection");
        }

        void returns() throws InterruptedException {
            statuses.until(ConnectionBehaviours.isBack(), "the reconnect");
        }
    }

    private final Scene scene;
    private final ActorKey key;
    private final ClientActor<Counter> handle;
    private final ClientActor<Shelf> shelf;
    private final List<Watched> watched = new ArrayList<>();
    private final Recorder<ConnectionStatus> refused = new Recorder<>();
    private String id = "";
    private CompletableFuture<Long> callWhileAway = new CompletableFuture<>();

    public RestartBehaviours(Scene scene) {
        this.scene = scene;
        this.key = scene.freshKey("é", "a/b");
        this.handle = scene.client().actor(Counter.class, key);
        this.shelf = scene.actor(Shelf.class);
    }

    private Watched byKey() {
        return watched.get(0);
    }

    private Watched byId() {
        return watched.get(1);
    }

    private Watched waiting() {
        return watched.get(2);
    }

    /** Brings everything into the condition in which the restart finds it. */
    public void before() {
        handle.call(Counter::increment, 40L);
        id = handle.resolve();
        watched.add(new Watched(scene.connect(handle)));
        watched.add(new Watched(scene.connect(scene.client().forId(Counter.class, id))));
        watched.add(new Watched(scene.connect(scene.actor(Counter.class))));
        ActorConnection<Room> stranger = scene.connect(scene.actor(Room.class), new Login("mallory", "onConnect"));
        fails("user.refused", () -> stranger.call(Room::whoAmI));
        stranger.onStatusChange(refused::add);
        shelf.send(Shelf.KEPT, "over");
        assertThat(shelf.sendAndWait(Shelf.KEPT, "the restart", Duration.ofMillis(500)))
                .isEqualTo(new QueueReply.TimedOut<>());
    }

    /** Calls while the connection is away. */
    public void meanwhile() throws InterruptedException {
        waiting().leaves();
        callWhileAway = waiting().connection.callAsync(Counter::increment, 10L);
    }

    /** What must hold afterwards. */
    public List<Behaviour> cases() {
        Behaviours all = new Behaviours(scene.encoding());
        all.test("open connections come back, new, with their subscriptions", _ -> comeBack());
        all.test("state, ids and keys are what they were", _ -> {
            byKey().returns();
            assertThat(handle.call(Counter::getCount)).isGreaterThanOrEqualTo(42);
            assertThat(scene.client().get(Counter.class, key).resolve()).isEqualTo(id);
            assertThat(scene.client().forId(Counter.class, id).call(Counter::getCount))
                    .isGreaterThanOrEqualTo(42);
        });
        all.test("messages wait where they were", _ -> {
            assertThat(shelf.call(Shelf::take)).containsExactly("over", "the restart");
            assertThat(shelf.call(Shelf::take)).isEmpty();
        });
        all.test("a call made while the connection is away is answered and runs once", _ -> {
            assertThat(await(callWhileAway)).isEqualTo(11);
            assertThat(waiting().connection.call(Counter::getCount)).isEqualTo(11);
        });
        all.test(
                "a refused connection does not start knocking",
                _ -> assertThat(refused.seen()).doesNotContain(ConnectionStatus.CONNECTING));
        return all.all();
    }

    private void comeBack() throws InterruptedException {
        byKey().returns();
        byId().returns();
        assertThat(byKey().connection.connectionId()).isNotEqualTo(byKey().firstId);
        // Answered after the subscription, which was sent before it; between connections there is no order.
        assertThat(byId().connection.call(Counter::getCount)).isEqualTo(42);
        assertThat(byKey().connection.call(Counter::increment, 1L)).isEqualTo(43);
        byKey().counts.until(seen -> seen.contains(43L), "the event");
        byId().counts.until(seen -> seen.contains(43L), "the event");
    }

    @Override
    public void close() throws Exception {
        scene.close();
    }
}
