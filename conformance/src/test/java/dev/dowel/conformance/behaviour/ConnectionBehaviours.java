package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Contracts.Login.as;
import static dev.dowel.conformance.behaviour.Scene.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.Subscription;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Login;
import dev.dowel.conformance.behaviour.Contracts.Room;
import java.util.List;
import java.util.function.Predicate;

/** Connections: status, parameters, state and being sent away. */
final class ConnectionBehaviours {

    private ConnectionBehaviours() {}

    static void add(Behaviours all) {
        status(all);
        parameters(all);
        others(all);
        comingBack(all);
    }

    private static void status(Behaviours all) {
        all.test("the status goes from connecting to connected to idle", scene -> {
            Recorder<ConnectionStatus> statuses = new Recorder<>();
            Recorder<String> told = new Recorder<>();
            ActorConnection<Counter> connection = scene.actor(Counter.class).connect();
            connection.onStatusChange(statuses::add);
            connection.onOpen(() -> told.add("open"));
            connection.onClose(() -> told.add("closed"));
            await(connection.ready());
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
            assertThat(connection.actorId())
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-z]+"));
            assertThat(connection.connectionId()).isPresent();
            told.count(1);
            connection.close();
            // Told from the registration on, which may come before or after the attempt was told of.
            assertThat(statuses.until(ends(), "the end"))
                    .filteredOn(status -> status != ConnectionStatus.CONNECTING)
                    .containsExactly(ConnectionStatus.CONNECTED, ConnectionStatus.CLOSED);
            assertThat(told.count(2)).containsExactly("open", "closed");
        });
        all.test("two connections have their own ids and states", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> ann = scene.connect(room, as("ann"));
            ActorConnection<Room> ben = scene.connect(room, as("ben"));
            await(ann.ready());
            await(ben.ready());
            assertThat(ann.connectionId()).isNotEqualTo(ben.connectionId());
            assertThat(ann.call(Room::whoAmI)).isEqualTo("ann");
            assertThat(ben.call(Room::whoAmI)).isEqualTo("ben");
            assertThat(List.of(ann.call(Room::calls), ann.call(Room::calls), ben.call(Room::calls)))
                    .containsExactly(1, 2, 1);
            assertThat(ann.call(Room::members)).containsExactlyInAnyOrder("ann", "ben");
        });
    }

    private static void parameters(Behaviours all) {
        all.test("parameters reach calls over HTTP too", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(as("é \"quoted\" ✓ 🎉"));
            assertThat(room.call(Room::whoAmI)).isEqualTo("é \"quoted\" ✓ 🎉");
            assertThat(room.call(Room::calls)).isEqualTo(1);
            assertThat(room.call(Room::calls))
                    .as("each call is a connection of its own")
                    .isEqualTo(1);
        });
        all.test("parameters can be computed for each connection", scene -> {
            Recorder<Login> computed = new Recorder<>();
            ClientActor<Room> room = scene.actor(Room.class).withParamsFrom(() -> {
                Login login = as("computed " + computed.seen().size());
                computed.add(login);
                return login;
            });
            assertThat(scene.connect(room).call(Room::whoAmI)).isEqualTo("computed 0");
            assertThat(scene.connect(room).call(Room::whoAmI)).isEqualTo("computed 1");
            assertThat(room.call(Room::whoAmI)).isEqualTo("computed 2");
        });
        all.test("parameters of the handle are used, and those of connect win", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(as("handle"));
            assertThat(scene.connect(room).call(Room::whoAmI)).isEqualTo("handle");
            try (ActorConnection<Room> own = room.connect(as("connect ✓ 🎉"))) {
                assertThat(own.call(Room::whoAmI)).isEqualTo("connect ✓ 🎉");
            }
        });
    }

    private static void others(Behaviours all) {
        all.test("refused callers do not disturb the others", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> ann = scene.connect(room, as("ann"));
            assertThat(ann.call(Room::whoAmI)).isEqualTo("ann");
            Scene.fails(
                    "user.refused",
                    () -> scene.connect(room, new Login("mallory", "onConnect")).call(Room::whoAmI));
            assertThat(ann.call(Room::members)).containsExactly("ann");
        });
        all.test("others see who comes and goes", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> ann = scene.connect(room, as("ann"));
            Recorder<String> joined = new Recorder<>();
            Recorder<String> left = new Recorder<>();
            ann.on(Room.JOINED, joined::add);
            ann.on(Room.LEFT, left::add);
            ann.call(Room::whoAmI);
            ActorConnection<Room> ben = scene.connect(room, as("ben"));
            ben.call(Room::whoAmI);
            joined.until(seen -> seen.contains("ben"), "ben");
            ben.close();
            assertThat(left.count(1)).containsExactly("ben");
            assertThat(ann.call(Room::members)).containsExactly("ann");
        });
        all.test("an event can be sent to one connection, which need not subscribe at the actor", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> ann = scene.connect(room, as("ann"));
            ActorConnection<Room> ben = scene.connect(room, as("ben"));
            Recorder<String> toAnn = new Recorder<>();
            Recorder<String> toBen = new Recorder<>();
            ann.on(Room.PRIVATE, toAnn::add);
            ben.on(Room.PRIVATE, toBen::add);
            ann.call(Room::whoAmI);
            ben.call(Room::whoAmI);
            ann.call(Room::whisper, "ben", "psst");
            assertThat(toBen.count(1)).containsExactly("psst");
            ben.call(Room::whisper, "ann", "hm?");
            assertThat(toAnn.count(1)).containsExactly("hm?");
            assertThat(toBen.seen()).containsExactly("psst");
        });
        all.test("two clients with the same parameters are two connections", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(as("ann"));
            ActorConnection<Room> one = scene.connect(room);
            ActorConnection<Room> other = scene.connect(scene.newClient(builder -> builder)
                    .forId(Room.class, room.withParams(as("guest")).resolve())
                    .withParams(as("ann")));
            assertThat(one.call(Room::calls)).isEqualTo(1);
            assertThat(other.call(Room::calls)).isEqualTo(1);
            assertThat(one.connectionId()).isNotEqualTo(other.connectionId());
            other.close();
            assertThat(one.call(Room::calls)).as("closing one leaves the other").isEqualTo(2);
        });
    }

    /** Over. */
    static Predicate<List<ConnectionStatus>> ends() {
        return seen -> !seen.isEmpty() && seen.getLast() == ConnectionStatus.CLOSED;
    }

    /** Lost, and open again. */
    static Predicate<List<ConnectionStatus>> isBack() {
        return seen -> seen.contains(ConnectionStatus.DISCONNECTED) && seen.getLast() == ConnectionStatus.CONNECTED;
    }

    private static void comingBack(Behaviours all) {
        all.test("an actor can end a connection; the client comes back with a new one", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> ann = scene.connect(room, as("ann"));
            ann.call(Room::whoAmI);
            var firstId = ann.connectionId();
            Recorder<ConnectionStatus> statuses = new Recorder<>();
            ann.onStatusChange(statuses::add);
            scene.connect(room, as("admin")).call(Room::kick, "ann", "Enough.");
            statuses.until(isBack(), "the reconnect");
            assertThat(ann.connectionId()).isNotEqualTo(firstId);
            assertThat(ann.call(Room::calls)).as("connection state starts anew").isEqualTo(1);
        });
        all.test("a subscription that is refused closes the connection with the reason", scene -> {
            ActorConnection<Room> ann = scene.connect(scene.actor(Room.class), as("ann"));
            ann.call(Room::whoAmI);
            Recorder<ActorError> errors = new Recorder<>();
            Recorder<String> secrets = new Recorder<>();
            ann.onError(errors::add);
            try (Subscription secret = ann.on(Room.SECRET, secrets::add)) {
                ActorError error = errors.count(1).getFirst();
                assertThat(error.group() + "." + error.code()).isEqualTo("auth.forbidden");
            }
            assertThat(secrets.seen()).isEmpty();
        });
        all.test("a connection to an actor that is destroyed finds its successor", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            ActorConnection<Counter> connection = scene.connect(handle);
            connection.call(Counter::increment, 5L);
            Recorder<ConnectionStatus> statuses = new Recorder<>();
            connection.onStatusChange(statuses::add);
            handle.call(Counter::remove);
            statuses.until(isBack(), "the reconnect");
            assertThat(connection.call(Counter::getCount)).isZero();
        });
    }
}
