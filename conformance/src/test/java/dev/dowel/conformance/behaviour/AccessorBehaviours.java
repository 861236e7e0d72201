package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.await;
import static dev.dowel.conformance.behaviour.Scene.awaitAll;
import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Start;
import dev.dowel.protocol.Encoding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Every way to get a handle, and what each handle can do. */
final class AccessorBehaviours {

    private AccessorBehaviours() {}

    static void add(Behaviours all) {
        handles(all);
        ids(all);
        urls(all);
        ways(all);
        settings(all);
        ends(all);
    }

    private static void handles(Behaviours all) {
        all.test("getOrCreate creates an actor once", scene -> {
            ActorKey key = scene.freshKey();
            assertThat(scene.client().actor(Counter.class, key).call(Counter::increment, 2L))
                    .isEqualTo(2);
            assertThat(scene.client().actor(Counter.class, key).call(Counter::increment, 3L))
                    .isEqualTo(5);
        });
        all.test("get finds an actor that exists", scene -> {
            ActorKey key = scene.freshKey();
            scene.client().actor(Counter.class, key).call(Counter::increment, 4L);
            assertThat(scene.client().get(Counter.class, key).call(Counter::getCount))
                    .isEqualTo(4);
        });
        all.test(
                "get of a missing actor fails with actor.not_found",
                scene -> fails(
                        "actor.not_found",
                        () -> scene.client()
                                .get(Counter.class, scene.freshKey())
                                .call(Counter::getCount)));
        all.test("create creates, passes its input and refuses a key that is taken", scene -> {
            ActorKey key = scene.freshKey();
            ClientActor<Counter> created = scene.client().create(Counter.class, key, new Start(40));
            assertThat(created.call(Counter::increment, 2L)).isEqualTo(42);
            ActorError error = fails("actor.duplicate_key", () -> scene.client().create(Counter.class, key, null));
            assertThat(error.metadata())
                    .isInstanceOfSatisfying(
                            Map.class,
                            metadata -> assertThat(metadata.get("existing_actor_id"))
                                    .isEqualTo(created.resolve()));
        });
        all.test(
                "a connection to a missing actor fails at once",
                scene -> fails(
                        "actor.not_found",
                        () -> scene.connect(scene.client().get(Counter.class, scene.freshKey()))
                                .call(Counter::getCount)));
        all.test("an unknown type of actor is refused without retries", scene -> {
            ActorKey key = scene.freshKey();
            ActorError error = fails(
                    "actor.not_registered",
                    () -> scene.client().actor("nonsense", key).call("anything", Object.class));
            assertThat(error).hasMessageContaining("nonsense");
            fails("actor.not_registered", () -> scene.client().create("nonsense", key, null));
            fails(
                    "actor.not_registered",
                    () -> scene.client().actor("nonsense", key).resolve());
        });
        all.test(
                "an unknown type of actor refuses connections",
                scene -> fails(
                        "actor.not_registered",
                        () -> scene.connect(scene.actor("nonsense")).call("anything", Object.class)));
    }

    private static void ids(Behaviours all) {
        all.test("getForId calls the actor behind an id and leaves missing ids alone", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            String id = handle.resolve();
            ClientActor<Counter> byId = scene.client().forId(Counter.class, id);
            assertThat(byId.call(Counter::increment, 1L)).isEqualTo(1);
            assertThat(handle.call(Counter::getCount)).isEqualTo(1);
            assertThat(byId.resolve()).isEqualTo(id);
            String unknown = id.replaceAll("[0-9a-z]", "0");
            fails(
                    "actor.not_found",
                    () -> scene.client().forId(Counter.class, unknown).call(Counter::getCount));
        });
        all.test("resolve gives the id that the actor itself sees", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            String id = handle.resolve();
            assertThat(id).matches("[0-9a-z]+");
            assertThat(handle.call(Counter::identity)).containsExactly(id, "counter");
            assertThat(handle.resolve()).isEqualTo(id);
        });
        all.test(
                "resolve of a missing actor fails with actor.not_found",
                scene -> fails(
                        "actor.not_found",
                        () -> scene.client()
                                .get(Counter.class, scene.freshKey())
                                .resolve()));
        all.test("resolve creates only once when many ask at the same time", scene -> {
            ActorKey key = scene.freshKey();
            List<CompletableFuture<String>> ids = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> scene.client().actor(Counter.class, key).resolve(), Thread::startVirtualThread))
                    .toList();
            assertThat(awaitAll(ids).stream().distinct()).hasSize(1);
        });
        all.test("after destroy the id is gone and the key starts anew", scene -> {
            ActorKey key = scene.freshKey();
            ClientActor<Counter> handle = scene.client().actor(Counter.class, key);
            handle.call(Counter::increment, 5L);
            String id = handle.resolve();
            handle.call(Counter::remove);
            fails(
                    "actor.not_found",
                    () -> scene.client().forId(Counter.class, id).call(Counter::getCount));
            assertThat(handle.call(Counter::getCount)).isZero();
            assertThat(scene.client().actor(Counter.class, key).resolve()).isNotEqualTo(id);
        });
    }

    private static void urls(Behaviours all) {
        all.test("getGatewayUrl leads to the actor", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            URI url = handle.gatewayUrl();
            assertThat(url.toString()).startsWith(scene.endpoint() + "/");
            URI increment = URI.create(url.toString().replace("?", "/action/increment?"));
            assertThat(post(increment, "{\"args\":[6]}")).isEqualTo("200 {\"output\":6}");
            assertThat(handle.call(Counter::getCount)).isEqualTo(6);
        });
        all.test("getGatewayUrl of an id leads to the actor", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class);
            ClientActor<Counter> byId = scene.client().forId(Counter.class, handle.resolve());
            URI increment = URI.create(byId.gatewayUrl() + "/action/increment");
            assertThat(post(increment, "{\"args\":[7]}")).isEqualTo("200 {\"output\":7}");
            assertThat(handle.call(Counter::getCount)).isEqualTo(7);
        });
    }

    private static String post(URI url, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static void ways(Behaviours all) {
        all.test("a connection reaches the actor of its handle", scene -> {
            ActorKey key = scene.freshKey();
            DowelClient client = scene.client();
            String id = client.actor(Counter.class, key).resolve();
            long expected = 0;
            for (ClientActor<Counter> handle : List.of(
                    client.actor(Counter.class, key),
                    client.get(Counter.class, key),
                    client.forId(Counter.class, id))) {
                expected++;
                assertThat(scene.connect(handle).call(Counter::increment, 1L)).isEqualTo(expected);
            }
        });
        all.test("clients that do not wait for an actor to be ready reach it in every way", scene -> {
            DowelClient impatient = scene.newClient(builder -> builder.skipReadyWait(true));
            ClientActor<Counter> handle = impatient.actor(Counter.class, scene.freshKey());
            assertThat(handle.call(Counter::increment, 1L)).isEqualTo(1);
            ClientActor<Counter> byId = impatient.forId(Counter.class, handle.resolve());
            assertThat(byId.call(Counter::increment, 1L)).isEqualTo(2);
            assertThat(byId.fetch("nowhere", BodyHandlers.discarding()).statusCode())
                    .isEqualTo(404);
            for (ClientActor<Counter> each : List.of(handle, byId)) {
                try (ActorConnection<Counter> connection = each.connect()) {
                    assertThat(connection.call(Counter::increment, 1L)).isGreaterThan(2);
                }
            }
        });
        all.test("the ready wait can be skipped", scene -> {
            ClientActor<Counter> handle = scene.actor(Counter.class).withSkipReadyWait(true);
            assertThat(handle.call(Counter::increment, 1L)).isEqualTo(1);
            ClientActor<Counter> byId =
                    scene.client().forId(Counter.class, handle.resolve()).withSkipReadyWait(true);
            assertThat(byId.call(Counter::increment, 1L)).isEqualTo(2);
            assertThat(scene.connect(handle).call(Counter::increment, 1L)).isEqualTo(3);
            assertThat(scene.connect(byId).call(Counter::increment, 1L)).isEqualTo(4);
        });
    }

    private static void settings(Behaviours all) {
        all.test("namespaces keep their actors apart", scene -> {
            ActorKey key = scene.freshKey();
            DowelClient elsewhere = scene.newClient(builder -> builder.namespace("elsewhere"));
            ClientActor<Counter> here = scene.client().actor(Counter.class, key);
            ClientActor<Counter> there = elsewhere.actor(Counter.class, key);
            here.call(Counter::increment, 1L);
            assertThat(there.call(Counter::getCount)).isZero();
            assertThat(here.call(Counter::getCount)).isEqualTo(1);
            assertThat(there.resolve()).isNotEqualTo(here.resolve());
        });
        all.test("a namespace and a token in the endpoint are understood", scene -> {
            String url = scene.endpoint().replace("://", "://tenant:a%20token@");
            DowelClient tenant = scene.newClient(builder -> builder.endpoint(url));
            ClientActor<Counter> handle = tenant.actor(Counter.class, scene.freshKey());
            assertThat(handle.call(Counter::increment, 1L)).isEqualTo(1);
            ClientActor<Counter> byId = tenant.forId(Counter.class, handle.resolve());
            assertThat(byId.call(Counter::increment, 1L)).isEqualTo(2);
        });
    }

    private static void ends(Behaviours all) {
        all.test("dispose ends a client's connections", scene -> {
            DowelClient own = scene.newClient(builder -> builder);
            ActorConnection<Counter> connection =
                    own.actor(Counter.class, scene.freshKey()).connect();
            await(connection.callAsync(Counter::increment, 1L));
            own.close();
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
            fails("client.closed", () -> connection.call(Counter::increment, 1L));
        });
        Encoding other = all.encoding() == Encoding.JSON ? Encoding.BARE : Encoding.JSON;
        all.test("the suite runs in " + all.encoding().wireName(), scene -> {
            ActorKey key = scene.freshKey();
            DowelClient others = scene.newClient(builder -> builder.encoding(other));
            others.actor(Counter.class, key).call(Counter::increment, 1L);
            assertThat(scene.client().actor(Counter.class, key).call(Counter::increment, 1L))
                    .isEqualTo(2);
        });
    }
}
