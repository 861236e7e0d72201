package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.await;
import static dev.dowel.conformance.behaviour.Scene.awaitAll;
import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorHandle;
import dev.dowel.ActorKey;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Permit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** Calls over HTTP and over a connection: results, order, concurrency, names, input. */
final class ActionBehaviours {

    private ActionBehaviours() {}

    static void add(Behaviours all) {
        many(all);
        names(all);
        values(all);
        inputs(all);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void many(Behaviours all) {
        all.test("150 concurrent calls over HTTP run one at a time", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            List<CompletableFuture<Long>> counts = LongStream.range(0, 150)
                    .mapToObj(i -> handle.callAsync(Counter::increment, 1L))
                    .toList();
            assertThat(awaitAll(counts)).containsExactlyInAnyOrderElementsOf(upTo(150));
            assertThat(handle.call(Counter::getCount)).isEqualTo(150);
        });
        all.test("300 calls sent at once over one connection run in the order sent", scene -> {
            ActorConnection<Counter> connection = scene.connect(scene.actor(Counter.class));
            List<CompletableFuture<Long>> counts = LongStream.range(0, 300)
                    .mapToObj(i -> connection.callAsync(Counter::increment, 1L))
                    .toList();
            assertThat(awaitAll(counts)).isEqualTo(upTo(300));
        });
        all.test("100 actors are created and called at once", scene -> {
            ActorKey key = scene.freshKey();
            List<CompletableFuture<Long>> counts = LongStream.range(0, 100)
                    .mapToObj(i -> scene.client()
                            .actor(Counter.class, key.parts().getFirst(), Long.toString(i))
                            .callAsync(Counter::increment, i))
                    .toList();
            assertThat(awaitAll(counts))
                    .isEqualTo(LongStream.range(0, 100).boxed().toList());
        });
        all.test("calls made before the connection is open are sent when it is", scene -> {
            ActorConnection<Counter> connection = scene.connect(scene.actor(Counter.class));
            assertThat(connection.status()).isIn(ConnectionStatus.CONNECTING, ConnectionStatus.CONNECTED);
            assertThat(awaitAll(List.of(
                            connection.callAsync(Counter::increment, 1L),
                            connection.callAsync(Counter::increment, 1L))))
                    .containsExactly(1L, 2L);
        });
        all.test("a call can be aborted by its caller", scene -> {
            ClientActor<Object> handle = scene.actor("faulty");
            CompletableFuture<Object> call = handle.callAsync("hang", Object.class);
            assertThat(call.cancel(true)).isTrue();
            assertThat(handle.call("fine", String.class)).isEqualTo("fine");
        });
    }

    private static void names(Behaviours all) {
        all.test("nested names", scene -> {
            ClientActor<Object> handle = scene.actor("directory");
            for (ActorHandle<Object> target : List.of(handle, scene.connect(handle))) {
                assertThat(target.call("users.add", String.class, "ada")).isEqualTo("added ada");
                assertThat(target.call("users.roles.grant", Object.class, "ada", "admin"))
                        .isEqualTo(List.of("ada", "admin"));
                fails("actor.action_not_found", () -> target.call("users.remove", Object.class, "ada"));
            }
        });
        all.test("internal actions cannot be called from outside", scene -> {
            ClientActor<Object> handle = scene.actor("directory");
            for (ActorHandle<Object> target : List.of(handle, scene.connect(handle))) {
                fails("actor.action_not_found", () -> target.call("hidden", Object.class));
            }
        });
    }

    private static void values(Behaviours all) {
        all.test("several arguments, and arguments that may be left out", scene -> {
            ClientActor<Object> handle = scene.actor("echo");
            for (ActorHandle<Object> target : List.of(handle, scene.connect(handle))) {
                Same.values(
                        target.call("several", Object.class, "one", 2, List.of("three")),
                        List.of("one", 2, List.of("three")));
                assertThat(target.call("optional", String.class)).isEqualTo("nothing");
                assertThat(target.call("optional", String.class, (Object) null)).isEqualTo("nothing");
                assertThat(target.call("optional", String.class, "something")).isEqualTo("something");
            }
        });
        all.test("an action without a result gives undefined, one that returns null gives null", scene -> {
            ClientActor<Object> handle = scene.actor("echo");
            for (ActorHandle<Object> target : List.of(handle, scene.connect(handle))) {
                assertThat(target.call("nothing", Object.class)).isNull();
                assertThat(target.call("nullText", String.class)).isNull();
            }
        });
    }

    private static void inputs(Behaviours all) {
        all.test("input is given to a new actor and ignored by an existing one", scene -> {
            DowelClient client = scene.client();
            ActorKey key = scene.freshKey();
            assertThat(permittedBy(client.getOrCreate("unborn", key, new Permit("é ✓"))))
                    .isEqualTo("é ✓");
            assertThat(permittedBy(client.getOrCreate("unborn", key, new Permit("later"))))
                    .isEqualTo("é ✓");
            assertThat(permittedBy(client.actor("unborn", key))).isEqualTo("é ✓");
            ClientActor<Object> connected = client.getOrCreate("unborn", scene.freshKey(), new Permit("socket"));
            assertThat(permittedBy(scene.connect(connected))).isEqualTo("socket");
            assertThat(permittedBy(client.create("unborn", scene.freshKey(), new Permit("create"))))
                    .isEqualTo("create");
        });
        all.test("an actor that refuses to be created does not exist afterwards", scene -> {
            DowelClient client = scene.client();
            ActorKey key = scene.freshKey();
            fails("user.no_permit", () -> permittedBy(client.actor("unborn", key)));
            fails("actor.invalid_request", () -> permittedBy(client.getOrCreate("unborn", key, new Permit(7))));
            fails("user.no_permit", () -> client.create("unborn", key, null));
            fails("actor.not_found", () -> client.get("unborn", key).resolve());
            assertThat(permittedBy(client.getOrCreate("unborn", key, new Permit("me"))))
                    .isEqualTo("me");
        });
    }

    private static String permittedBy(ActorHandle<Object> unborn) {
        return await(unborn.callAsync("permittedBy", String.class));
    }
}
