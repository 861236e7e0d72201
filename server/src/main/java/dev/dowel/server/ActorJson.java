package dev.dowel.server;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.StoredState;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Actors as the management API writes them (protocol 2.3). Static; any thread. */
final class ActorJson {

    private ActorJson() {}

    static Map<String, @Nullable Object> resolved(ActorView actor, boolean created) {
        return object("actor", actor(actor), "created", created);
    }

    static Map<String, @Nullable Object> created(ActorView actor) {
        return object("actor", actor(actor));
    }

    static Map<String, @Nullable Object> found(List<ActorView> actors) {
        return page(actors, null);
    }

    static Map<String, @Nullable Object> page(List<ActorView> actors, @Nullable String cursor) {
        return object("actors", actors.stream().map(ActorJson::actor).toList(), "pagination", object("cursor", cursor));
    }

    /** A value of a key-value store. When it was written is not kept. */
    static Map<String, @Nullable Object> keyValue(byte[] value) {
        return object("value", Base64.getEncoder().encodeToString(value), "update_ts", null);
    }

    /** A state in the JSON of calls (protocol 3.2); null without a version for an actor that has none. */
    static Map<String, @Nullable Object> state(Optional<StoredState> stored) {
        return object(
                "state",
                stored.map(state -> Json.parse(Values.encode(Dialect.JSON, Values.decode(state.value(), Object.class))))
                        .orElse(null),
                "version",
                stored.map(StoredState::version).orElse(null));
    }

    static Map<String, @Nullable Object> names(List<String> names) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        names.forEach(name -> members.put(name, object("metadata", Map.of())));
        return object("names", members, "pagination", object("cursor", null));
    }

    /** One server has one datacenter and one pool, and its actors sleep when they are idle. */
    private static Map<String, @Nullable Object> actor(ActorView actor) {
        Map<String, @Nullable Object> members = object(
                "actor_id",
                actor.actorId(),
                "name",
                actor.address().name(),
                "key",
                KeyFormat.canonical(actor.address().key()),
                "namespace_id",
                actor.address().namespace(),
                "datacenter",
                "default",
                "runner_name_selector",
                "default",
                "crash_policy",
                "sleep",
                "create_ts",
                actor.createdAt(),
                "start_ts",
                actor.startedAt(),
                "pending_allocation_ts",
                null,
                "connectable_ts",
                actor.connectableAt(),
                "sleep_ts",
                actor.sleptAt(),
                "reschedule_ts",
                null,
                "destroy_ts",
                null);
        ErrorBody error = actor.error();
        if (error != null) {
            members.put("error", object("group", error.group(), "code", error.code(), "message", error.message()));
        }
        return members;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
