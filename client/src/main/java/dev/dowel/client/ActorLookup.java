package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.WireException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds and creates actors by the management API (protocol 2.3). Usable from any thread.
 */
final class ActorLookup {

    private final ClientContext context;

    ActorLookup(ClientContext context) {
        this.context = context;
    }

    /** The id of the actor a handle means; created if the handle is for that. Fails with {@code actor.not_found}. */
    CompletableFuture<String> resolve(ActorTarget target) {
        return switch (target) {
            case ActorTarget.ById byId -> CompletableFuture.completedFuture(byId.id());
            case ActorTarget.Get get ->
                send("GET", context.gateway().actorOfKey(get), null, false, ActorLookup::firstId);
            case ActorTarget.GetOrCreate getOrCreate ->
                send("PUT", context.gateway().actors(), body(getOrCreate), true, ActorLookup::idOfActor);
        };
    }

    /** Creates an actor and returns its id. Fails with {@code actor.duplicate_key} if there is one. */
    CompletableFuture<String> create(ActorTarget.GetOrCreate target) {
        return send("POST", context.gateway().actors(), body(target), false, ActorLookup::idOfActor);
    }

    private static byte[] body(ActorTarget.GetOrCreate target) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", target.name());
        body.put("key", KeyFormat.canonical(target.key()));
        body.put("runner_name_selector", "default");
        body.put("crash_policy", "sleep");
        target.input().base64().ifPresent(input -> body.put("input", input));
        return Json.write(body);
    }

    private CompletableFuture<String> send(
            String method, URI uri, byte @Nullable [] body, boolean recreates, IdReader reader) {
        var headers = new ArrayList<>(context.settings().headers());
        headers.addAll(List.of("content-type", "application/json"));
        String token = context.gateway().token();
        if (token != null) {
            headers.addAll(List.of("authorization", "Bearer " + token));
        }
        var request = new HttpTransport.Request(method, uri, headers, body);
        return context.request(request, reply -> read(reply, reader), Repeats.ifNothingRan(recreates));
    }

    private static String read(HttpTransport.Reply reply, IdReader reader) {
        if (!reply.ok()) {
            throw HttpActions.failure(Encoding.JSON, reply);
        }
        try {
            if (Json.parse(reply.body()) instanceof Map<?, ?> answer) {
                return reader.id(answer);
            }
        } catch (WireException e) {
            throw ClientErrors.invalidResponse(e);
        }
        throw ClientErrors.unexpectedStatus(reply.status());
    }

    private interface IdReader {
        String id(Map<?, ?> answer);
    }

    private static String firstId(Map<?, ?> answer) {
        if (!(answer.get("actors") instanceof List<?> actors)) {
            throw new WireException("actor", "invalid_request", "it lists no actors");
        }
        if (actors.isEmpty()) {
            throw new ActorError("actor", "not_found", "There is no such actor.", null);
        }
        return id(actors.getFirst());
    }

    private static String idOfActor(Map<?, ?> answer) {
        return id(answer.get("actor"));
    }

    private static String id(@Nullable Object actor) {
        if (actor instanceof Map<?, ?> members && members.get("actor_id") instanceof String id) {
            return id;
        }
        throw new WireException("actor", "invalid_request", "it names no actor");
    }
}
