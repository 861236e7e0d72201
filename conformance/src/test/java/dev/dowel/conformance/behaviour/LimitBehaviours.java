package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import dev.dowel.conformance.behaviour.Contracts.Login;
import dev.dowel.conformance.behaviour.Contracts.Permit;
import dev.dowel.conformance.behaviour.Contracts.Room;
import dev.dowel.conformance.behaviour.Contracts.Ticker;
import java.util.List;

/** Sizes near, at and over the documented bounds: 64 KiB in, 1 MiB out. */
final class LimitBehaviours {

    private static final int IN = 64 * 1024;
    private static final int OUT = 1024 * 1024;

    /** More than any encoding's envelope needs. */
    private static final int ENVELOPE = 256;

    private LimitBehaviours() {}

    static void add(Behaviours all) {
        requests(all);
        results(all);
        events(all);
        inputs(all);
    }

    private static int lengthOf(ActorHandle<Object> echo, int length) {
        return echo.call("lengthOf", Integer.class, "x".repeat(length));
    }

    private static void requests(Behaviours all) {
        all.test("a request just below the bound is accepted", scene -> {
            ClientActor<Object> handle = scene.actor("echo");
            assertThat(lengthOf(handle, IN - ENVELOPE)).isEqualTo(IN - ENVELOPE);
            assertThat(lengthOf(scene.connect(handle), IN - ENVELOPE)).isEqualTo(IN - ENVELOPE);
        });
        all.test("a request above it is refused over HTTP", scene -> {
            // A client that does not know better, so that the server has to say it.
            DowelClient bold = scene.newClient(builder -> builder.maxRequestBytes(100 * IN));
            ClientActor<Object> handle = bold.actor("echo", scene.freshKey());
            fails("message.incoming_too_long", () -> lengthOf(handle, IN + 1));
            fails("message.incoming_too_long", () -> lengthOf(handle, 10 * IN));
            assertThat(lengthOf(handle, 1)).isEqualTo(1);
        });
        all.test("a message above it is refused before it is sent, and costs the connection nothing", scene -> {
            ActorConnection<Object> connection = scene.connect(scene.actor("echo"));
            lengthOf(connection, 1);
            fails("message.incoming_too_long", () -> lengthOf(connection, IN + 1));
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
            assertThat(lengthOf(connection, 2)).isEqualTo(2);
        });
        all.test("a message above it that is sent nevertheless costs the connection, which comes back", scene -> {
            DowelClient bold = scene.newClient(builder -> builder.maxRequestBytes(100 * IN));
            ActorConnection<Object> connection = scene.connect(bold.actor("echo", scene.freshKey()));
            lengthOf(connection, 1);
            Recorder<ConnectionStatus> statuses = new Recorder<>();
            Recorder<ActorError> errors = new Recorder<>();
            connection.onStatusChange(statuses::add);
            connection.onError(errors::add);
            fails("client.connection_lost", () -> lengthOf(connection, IN + 1));
            assertThat(errors.count(1).getFirst().code()).isEqualTo("incoming_too_long");
            statuses.until(ConnectionBehaviours.isBack(), "the reconnect");
            assertThat(lengthOf(connection, 2)).isEqualTo(2);
        });
    }

    private static String filler(ActorHandle<Object> echo, int length) {
        return echo.call("filler", String.class, length);
    }

    private static void results(Behaviours all) {
        all.test("a result just below the bound arrives whole", scene -> {
            ClientActor<Object> handle = scene.actor("echo");
            int length = OUT - ENVELOPE;
            assertThat(filler(handle, length)).isEqualTo("x".repeat(length));
            assertThat(filler(scene.connect(handle), length)).isEqualTo("x".repeat(length));
        });
        all.test("a result above it is an error of that call only", scene -> {
            ClientActor<Object> handle = scene.actor("echo");
            ActorConnection<Object> connection = scene.connect(handle);
            for (ActorHandle<Object> target : List.of(handle, connection)) {
                fails("message.outgoing_too_long", () -> filler(target, OUT + 1));
                assertThat(lengthOf(target, 1)).isEqualTo(1);
            }
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
        });
    }

    private static void events(Behaviours all) {
        all.test("an event above it closes the connection with the reason", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<Integer> heard = new Recorder<>();
            connection.on(Ticker.FLOOD, text -> heard.add(text.length()));
            connection.call(Ticker::tick, 0);
            Recorder<ActorError> errors = new Recorder<>();
            connection.onError(errors::add);
            connection.send(Ticker::flood, OUT + 1);
            ActorError error = errors.count(1).getFirst();
            assertThat(error.group() + "." + error.code()).isEqualTo("message.outgoing_too_long");
            assertThat(heard.seen()).isEmpty();
        });
        all.test("an event just below it arrives", scene -> {
            ActorConnection<Ticker> connection = scene.connect(scene.actor(Ticker.class));
            Recorder<Integer> heard = new Recorder<>();
            connection.on(Ticker.FLOOD, text -> heard.add(text.length()));
            connection.call(Ticker::flood, OUT - ENVELOPE);
            assertThat(heard.count(1)).containsExactly(OUT - ENVELOPE);
        });
    }

    private static String permittedBy(ActorHandle<Object> unborn) {
        return unborn.call("permittedBy", String.class);
    }

    private static void inputs(Behaviours all) {
        all.test("an input may be larger than what the client sends by default", scene -> {
            DowelClient roomy = scene.newClient(builder -> builder.maxInputBytes(40_000));
            String by = "x".repeat(20_000);
            Permit permit = new Permit(by);
            assertThat(permittedBy(roomy.getOrCreate("unborn", scene.freshKey(), permit)))
                    .isEqualTo(by);
            assertThat(permittedBy(scene.connect(roomy.getOrCreate("unborn", scene.freshKey(), permit))))
                    .isEqualTo(by);
            assertThat(permittedBy(scene.client().create("unborn", scene.freshKey(), permit)))
                    .isEqualTo(by);
        });
        all.test(
                "an input that is too large is refused",
                scene -> fails(
                        "actor.input_too_large",
                        () -> scene.client().create("unborn", scene.freshKey(), new Permit("x".repeat(70_000)))));
        all.test("parameters that are too large are refused", scene -> {
            ClientActor<Room> room = scene.actor(Room.class);
            fails("actor.invalid_request", () -> room.withParams(Login.as("x".repeat(17 * 1024))));
            assertThat(room.withParams(Login.as("x".repeat(8 * 1024))).call(Room::calls))
                    .isEqualTo(1);
        });
    }
}
