package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the requests its hooks saw. Confined to the actor's turn. */
@ActorType("requestAccessActor")
final class RequestAccessActor extends Actor<RequestAccessActor.Hooks> {

    /** What a caller may ask for. */
    record Params(boolean trackRequest) {}

    /** A request as a hook saw it. */
    record Seen(
            boolean hasRequest,
            @Nullable String requestUrl,
            @Nullable String requestMethod,
            Map<String, String> requestHeaders) {

        static final Seen NOTHING = new Seen(false, null, null, Map.of());

        static Seen of(ConnectRequest request) {
            return new Seen(true, request.url(), request.method(), request.headers());
        }

        static Seen of(HttpRequest request) {
            return new Seen(true, request.url(), request.method(), HeaderLines.of(request.headers()));
        }

        static Seen of(WebSocketSession session) {
            return new Seen(true, session.url(), "GET", HeaderLines.of(session.headers()));
        }
    }

    record Hooks(Seen onBeforeConnect, Seen createConnState, Seen onRequest, Seen onWebSocket) {}

    @Override
    protected Hooks createState(CreateRequest request) {
        return new Hooks(Seen.NOTHING, Seen.NOTHING, Seen.NOTHING, Seen.NOTHING);
    }

    private static boolean isTracked(ConnectRequest request) {
        return request.hasParams() && request.params(Params.class).trackRequest();
    }

    @Override
    protected void onBeforeConnect(ConnectRequest request) {
        if (isTracked(request)) {
            update(state ->
                    new Hooks(Seen.of(request), state.createConnState(), state.onRequest(), state.onWebSocket()));
        }
    }

    @Override
    protected Seen createConnectionState(ConnectRequest request) {
        return isTracked(request) ? Seen.of(request) : Seen.NOTHING;
    }

    @Override
    protected void onConnect(Connection connection) {
        Seen seen = connection.state(Seen.class);
        if (seen.hasRequest()) {
            update(state -> new Hooks(state.onBeforeConnect(), seen, state.onRequest(), state.onWebSocket()));
        }
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        Seen seen = Seen.of(request);
        update(state -> new Hooks(state.onBeforeConnect(), state.createConnState(), seen, state.onWebSocket()));
        return HttpResponse.json(seen);
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        Seen seen = Seen.of(session);
        update(state -> new Hooks(state.onBeforeConnect(), state.createConnState(), state.onRequest(), seen));
        session.send(Json.text(Map.of(
                "hasRequest",
                true,
                "requestUrl",
                session.url(),
                "requestMethod",
                "GET",
                "requestHeaders",
                seen.requestHeaders())));
        session.onMessage(message -> {
            switch (message) {
                case WebSocketMessage.Text(String text) -> session.send(text);
                case WebSocketMessage.Binary(byte[] bytes) -> session.send(bytes);
            }
        });
    }

    @ReadOnly
    @Action
    public String ping() {
        return "pong";
    }

    @ReadOnly
    @Action
    public Hooks getRequestInfo() {
        return state();
    }
}
