package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Contracts.Login.as;
import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.conformance.behaviour.Contracts.Login;
import dev.dowel.conformance.behaviour.Contracts.Room;
import java.util.List;
import java.util.Map;

/** Being refused, over HTTP and as a connection. */
final class RefusalBehaviours {

    private RefusalBehaviours() {}

    static void add(Behaviours all) {
        for (String hook : List.of("onBeforeConnect", "createConnectionState", "onConnect")) {
            refusedBy(all, hook);
        }
        all.test("a caller without parameters is refused by an actor that wants them", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            for (ActorHandle<Room> target : List.of(room, scene.connect(room))) {
                ActorError error = fails("user.login_required", () -> target.call(Room::whoAmI));
                assertThat(error.metadata()).isEqualTo(Map.of("hook", "onBeforeConnect"));
            }
        });
        all.test("parameters of another shape are a clear error", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(Map.of("user", 7));
            for (ActorHandle<Room> target : List.of(room, scene.connect(room))) {
                fails("actor.invalid_request", () -> target.call(Room::whoAmI));
            }
        });
        all.test("a refused connection ends and does not come back by itself", scene -> {
            ActorConnection<Room> connection =
                    scene.connect(scene.actor(Room.class), new Login("mallory", "onBeforeConnect"));
            Recorder<ConnectionStatus> statuses = new Recorder<>();
            connection.onStatusChange(statuses::add);
            fails("user.refused", () -> connection.call(Room::whoAmI));
            assertThat(statuses.until(ConnectionBehaviours.ends(), "the end"))
                    .doesNotContain(ConnectionStatus.CONNECTED, ConnectionStatus.DISCONNECTED);
        });
    }

    private static void refusedBy(Behaviours all, String hook) {
        all.test("a caller refused by " + hook + " learns why over HTTP", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(new Login("mallory", hook));
            isExplained(fails("user.refused", () -> room.call(Room::whoAmI)), hook);
        });
        all.test("a caller refused by " + hook + " learns why over a connection", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            ActorConnection<Room> connection = scene.connect(room, new Login("mallory", hook));
            Recorder<ActorError> errors = new Recorder<>();
            connection.onError(errors::add);
            isExplained(fails("user.refused", () -> connection.call(Room::whoAmI)), hook);
            assertThat(errors.count(1).getFirst().code()).isEqualTo("refused");
            assertThat(room.withParams(as("guest")).call(Room::entries))
                    .as("the hook left a trace")
                    .noneMatch(entry -> entry.contains("mallory"));
        });
        all.test("a failure in " + hook + " is not shown to the caller", scene -> {
            ClientActor<Room> room = scene.actor(Room.class).withParams(new Login("mallory", "broken " + hook));
            for (ActorHandle<Room> target : List.of(room, scene.connect(room))) {
                ActorError error = fails("rivetkit.internal_error", () -> target.call(Room::whoAmI));
                assertThat(error.getMessage() + " " + error.metadata())
                        .doesNotContain("hidden")
                        .doesNotContain("IllegalState");
            }
        });
    }

    private static void isExplained(ActorError error, String hook) {
        assertThat(error).hasMessage("Not you.");
        assertThat(error.metadata()).isEqualTo(Map.of("hook", hook));
    }
}
