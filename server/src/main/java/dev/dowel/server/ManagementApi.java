package dev.dowel.server;

import dev.dowel.ActorError;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.ActorView;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request to {@code /actors} (protocol 2.3). Event loop only; the runtime's answer comes back through the outbox. */
final class ManagementApi {

    private static final List<String> ACTORS_METHODS = List.of("GET", "HEAD", "PUT", "POST");
    private static final List<String> READ_METHODS = List.of("GET", "HEAD");
    private static final List<String> ACTOR_METHODS = List.of("DELETE");
    private static final List<String> POST = List.of("POST");

    private final HttpExchange exchange;
    private final ActorRuntime runtime;

    ManagementApi(HttpExchange exchange) {
        this.exchange = exchange;
        this.runtime = exchange.gateway().runtime();
    }

    void handle(Route.Management route, BoundedBytes body) {
        try {
            ManagementPath path = ManagementPath.of(route.path());
            QueryParameters query = QueryParameters.parse(route.query());
            Optional<ErrorBody> refusal = isOfClients(path, query)
                    ? Optional.empty()
                    : exchange.gateway().management().refusal(exchange.headers());
            if (refusal.isPresent()) {
                exchange.fail(refusal.get());
            } else if (body.isBeyondLimit()) {
                exchange.fail(GatewayErrors.bodyTooLarge(body.limit()));
            } else {
                handle(path, query, body);
            }
        } catch (WireException e) {
            exchange.fail(e.toErrorBody());
        }
    }

    /**
     * Whether this is what every client does to find an actor or to make one, which it could as well by calling it: clients
     * have no token then (protocol 1.3).
     */
    private boolean isOfClients(ManagementPath path, QueryParameters query) {
        return path instanceof ManagementPath.Actors
                && switch (method()) {
                    case "PUT", "POST" -> true;
                    case "GET" ->
                        !query.all("actor_ids").isEmpty()
                                || (query.single("name") != null && query.single("key") != null);
                    default -> false;
                };
    }

    private void handle(ManagementPath path, QueryParameters query, BoundedBytes body) {
        String namespace = ManagementInput.namespace(query);
        String method = method();
        switch (path) {
            case ManagementPath.Actors actors -> actors(method, namespace, query, body);
            case ManagementPath.Names names -> allow(method.equals("GET"), READ_METHODS, () -> names(namespace));
            case ManagementPath.OneActor one ->
                allow(method.equals("DELETE"), ACTOR_METHODS, () -> end(runtime.destroy(namespace, one.actorId())));
            case ManagementPath.Sleep sleep ->
                allow(method.equals("POST"), POST, () -> end(runtime.sleep(namespace, sleep.actorId())));
            case ManagementPath.Reschedule anew ->
                allow(method.equals("POST"), POST, () -> end(runtime.reschedule(namespace, anew.actorId())));
            case ManagementPath.State state ->
                allow(method.equals("GET"), READ_METHODS, () -> state(namespace, state.actorId()));
            case ManagementPath.KeyValue value ->
                allow(method.equals("GET"), READ_METHODS, () -> keyValue(namespace, value));
            case ManagementPath.Nowhere nowhere -> exchange.fail(GatewayErrors.noRoute());
        }
    }

    private void actors(String method, String namespace, QueryParameters query, BoundedBytes body) {
        switch (method) {
            case "PUT" -> getOrCreate(ManagementInput.NewActor.read(namespace, body.bytes()));
            case "POST" -> create(ManagementInput.NewActor.read(namespace, body.bytes()));
            case "GET" -> find(namespace, query);
            default -> notAllowed(ACTORS_METHODS);
        }
    }

    private String method() {
        HttpMethod method = exchange.request().method();
        return method.equals(HttpMethod.HEAD) ? "GET" : method.name();
    }

    private void allow(boolean allowed, List<String> methods, Runnable action) {
        if (allowed) {
            action.run();
        } else {
            notAllowed(methods);
        }
    }

    private void notAllowed(List<String> methods) {
        exchange.fail(GatewayErrors.methodNotAllowed(methods), 405, ReplyBuffer.allowLine(methods));
    }

    private void getOrCreate(ManagementInput.NewActor actor) {
        answer(
                runtime.getOrCreate(actor.address(), actor.input()),
                resolution -> ActorJson.resolved(resolution.actor(), resolution.created()));
    }

    private void create(ManagementInput.NewActor actor) {
        answer(runtime.create(actor.address(), actor.input()), ActorJson::created);
    }

    private void find(String namespace, QueryParameters query) {
        List<String> ids = query.all("actor_ids");
        String name = query.single("name");
        if (!ids.isEmpty()) {
            answer(findAll(namespace, ids), ActorJson::found);
            return;
        }
        if (name == null) {
            throw GatewayErrors.invalidManagement("Ask for a name, for a name and a key, or for actor_ids.");
        }
        KeyFormat.checkName(name);
        String key = query.single("key");
        if (key == null) {
            list(namespace, name, query);
            return;
        }
        ActorAddress address = new ActorAddress(namespace, name, KeyFormat.check(KeyFormat.parseCanonical(key)));
        answer(runtime.find(address), actor -> ActorJson.found(actor.stream().toList()));
    }

    private CompletableFuture<List<ActorView>> findAll(String namespace, List<String> lists) {
        List<String> ids = lists.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        if (ids.size() > Limits.LIST_LIMIT) {
            throw GatewayErrors.invalidManagement("More than " + Limits.LIST_LIMIT + " actor_ids.");
        }
        List<CompletableFuture<Optional<ActorView>>> searches =
                ids.stream().map(id -> runtime.find(namespace, id)).toList();
        return CompletableFuture.allOf(searches.toArray(CompletableFuture[]::new))
                .thenApply(all -> searches.stream()
                        .flatMap(search -> search.join().stream())
                        .toList());
    }

    private void list(String namespace, String name, QueryParameters query) {
        answer(
                runtime.list(namespace, name, query.single("cursor"), ManagementInput.limit(query)),
                page -> ActorJson.page(page.actors(), page.cursor()));
    }

    private void names(String namespace) {
        answer(runtime.names(namespace), ActorJson::names);
    }

    private void keyValue(String namespace, ManagementPath.KeyValue place) {
        answer(
                runtime.keyValue(namespace, place.actorId(), place.bytes())
                        .thenApply(value -> value.orElseThrow(ManagementApi::noSuchKey)),
                ActorJson::keyValue);
    }

    private void state(String namespace, String actorId) {
        answer(runtime.state(namespace, actorId), ActorJson::state);
    }

    private static ActorError noSuchKey() {
        return new ActorError("actor", "kv_key_not_found", "The actor has no such key.", null);
    }

    private void end(CompletableFuture<@Nullable Void> future) {
        answer(future, nothing -> Map.of());
    }

    private <T extends @Nullable Object> void answer(CompletableFuture<T> future, Function<T, Map<String, ?>> toJson) {
        var _ = future.whenComplete((result, failure) -> exchange.connection()
                .outbox()
                .post(new ManagementAnswer(exchange, () -> toJson.apply(result), failure)));
    }
}
