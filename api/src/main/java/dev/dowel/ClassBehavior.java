package dev.dowel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behaviour of an {@link Actor} instance. Confined to the actor's turn. */
final class ClassBehavior<S extends @Nullable Object> implements ActorBehavior<S> {

    private final Actor<S> actor;

    ClassBehavior(Actor<S> actor) {
        this.actor = actor;
    }

    Actor<S> actor() {
        return actor;
    }

    @Override
    public S createState(CreateRequest request) throws Exception {
        return actor.createState(request);
    }

    @Override
    public void onCreate(CreateRequest request) throws Exception {
        actor.onCreate(request);
    }

    @Override
    public void onWake() throws Exception {
        actor.onWake();
    }

    @Override
    public void onMigrate(boolean isNew) throws Exception {
        actor.onMigrate(isNew);
    }

    @Override
    public void onSleep() throws Exception {
        actor.onSleep();
    }

    @Override
    public void onStateChange(S newState) throws Exception {
        actor.onStateChange(newState);
    }

    @Override
    public void run() throws Exception {
        actor.run();
    }

    @Override
    public HttpResponse onRequest(HttpRequest request) throws Exception {
        return actor.onRequest(request);
    }

    @Override
    public void onWebSocket(WebSocketSession session) throws Exception {
        actor.onWebSocket(session);
    }

    @Override
    public void onDestroy() throws Exception {
        actor.onDestroy();
    }

    @Override
    public void onBeforeConnect(ConnectRequest request) throws Exception {
        actor.onBeforeConnect(request);
    }

    @Override
    public @Nullable Object createConnectionState(ConnectRequest request) throws Exception {
        return actor.createConnectionState(request);
    }

    @Override
    public void onConnect(Connection connection) throws Exception {
        actor.onConnect(connection);
    }

    @Override
    public void onDisconnect(Connection connection) throws Exception {
        actor.onDisconnect(connection);
    }

    @Override
    public boolean canSubscribe(Connection connection, String event) throws Exception {
        return actor.canSubscribe(connection, event);
    }

    @Override
    public boolean canPublish(Connection connection, String queue) throws Exception {
        return actor.canPublish(connection, queue);
    }

    @Override
    public @Nullable Object onBeforeActionResponse(
            String action, List<@Nullable Object> arguments, @Nullable Object output) throws Exception {
        return actor.onBeforeActionResponse(action, arguments, output);
    }
}
