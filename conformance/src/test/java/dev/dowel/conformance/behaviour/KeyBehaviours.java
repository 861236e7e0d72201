package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.conformance.behaviour.Contracts.Counter;
import dev.dowel.conformance.behaviour.Contracts.Ticker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys travel in two forms: in a URL's query, joined by commas without escaping, and in the management API, escaped. Calls and
 * connections use the query; resolve and create the API.
 */
final class KeyBehaviours {

    private KeyBehaviours() {}

    static void add(Behaviours all) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("one part", List.of("a"));
        kinds.put("slashes", List.of("a/b", "/", "c//d"));
        kinds.put("backslashes", List.of("a\\b", "\\", "\\0", "\\/"));
        kinds.put("empty parts within", List.of("", "c/d"));
        kinds.put("empty part at the end", List.of("x", ""));
        kinds.put("non-ASCII", List.of("é ✓ 漢字 🎉"));
        kinds.put("characters of a URL", List.of("a b", "a+b", "a%20b", "a&b=c", "a?b", "a#b", "..", "."));
        kinds.put("quotes and control characters", List.of("\"'", "\t\n"));
        kinds.forEach(
                (name, parts) -> all.test(name + " mean the same everywhere", scene -> meansTheSame(scene, parts)));
        empty(all);
        joined(all);
        tooLong(all);
    }

    private static void meansTheSame(Scene scene, List<String> parts) {
        DowelClient client = scene.client();
        ActorKey key = scene.freshKey(parts.toArray(String[]::new));
        ClientActor<Counter> handle = client.actor(Counter.class, key);
        assertThat(handle.call(Counter::parts)).isEqualTo(key.parts());
        assertThat(handle.call(Counter::increment, 1L)).isEqualTo(1);
        String id = handle.resolve();
        assertThat(client.forId(Counter.class, id).call(Counter::getCount)).isEqualTo(1);
        assertThat(scene.connect(client.get(Counter.class, key)).call(Counter::parts))
                .isEqualTo(key.parts());
        assertThat(client.get(Counter.class, key).resolve()).isEqualTo(id);
        fails("actor.duplicate_key", () -> client.create(Counter.class, key, null));
    }

    private static void empty(Behaviours all) {
        all.test("no key is the empty key", scene -> {
            DowelClient client = scene.client();
            assertThat(client.actor(Ticker.class).call(Ticker::tick, 0)).isNotNegative();
            assertThat(client.actor(Counter.class).call(Counter::parts)).isEmpty();
            assertThat(client.actor(Counter.class, ActorKey.of()).call(Counter::parts))
                    .isEmpty();
            assertThat(client.actor(Counter.class, ActorKey.of()).resolve())
                    .isEqualTo(client.actor(Counter.class).resolve());
        });
        all.test("a key of one empty part is the empty key in a query and not in the management API", scene -> {
            ClientActor<Counter> handle = scene.client().actor(Counter.class, "");
            String id = handle.resolve();
            assertThat(scene.client().forId(Counter.class, id).call(Counter::parts))
                    .containsExactly("");
            assertThat(handle.call(Counter::parts)).isEmpty();
            assertThat(scene.connect(handle).call(Counter::parts)).isEmpty();
        });
    }

    private static void joined(Behaviours all) {
        all.test("parts are not joined: a/b is not a, b", scene -> {
            ActorKey key = scene.freshKey("a/b");
            ClientActor<Counter> joined = scene.client().actor(Counter.class, key);
            ClientActor<Counter> apart =
                    scene.client().actor(Counter.class, key.parts().getFirst(), "a", "b");
            joined.call(Counter::increment, 1L);
            assertThat(apart.call(Counter::increment, 1L)).isEqualTo(1);
            assertThat(joined.resolve()).isNotEqualTo(apart.resolve());
        });
        all.test("a comma splits a part in a query and not in the management API", scene -> {
            ActorKey key = scene.freshKey("a,b");
            List<String> split = List.of(key.parts().getFirst(), "a", "b");
            ClientActor<Counter> handle = scene.client().actor(Counter.class, key);
            String id = handle.resolve();
            assertThat(scene.client().forId(Counter.class, id).call(Counter::parts))
                    .isEqualTo(key.parts());
            assertThat(handle.call(Counter::parts)).isEqualTo(split);
            assertThat(scene.connect(handle).call(Counter::parts)).isEqualTo(split);
        });
    }

    private static void tooLong(Behaviours all) {
        all.test("a key that is too long is refused on every way", scene -> {
            DowelClient client = scene.client();
            ActorKey part = scene.freshKey("x".repeat(200));
            fails("actor.key_too_large", () -> client.actor(Counter.class, part).call(Counter::getCount));
            fails("actor.key_too_large", () -> client.create(Counter.class, part, null));
            fails("actor.key_too_large", () -> client.actor(Counter.class, part).resolve());
            fails("actor.key_too_large", () -> client.actor(Counter.class, part).connect());
            ActorKey whole =
                    scene.freshKey(Collections.nCopies(20, "y".repeat(100)).toArray(String[]::new));
            fails(
                    "actor.key_too_large",
                    () -> client.actor(Counter.class, whole).call(Counter::getCount));
        });
    }
}
