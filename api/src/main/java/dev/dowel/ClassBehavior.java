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
    public S createState(CreateRequest request) {
        return actor.createState(request);
    }

    @Override
    public void onCreate(CreateRequest request) {
        actor.onCreate(request);
    }

    @Override
    public void onWake() {
        actor.onWake();
    }

    @Override
    public void onDestroy() {
        actor.onDestroy();
    }

    @Override
    public void onBeforeConnect(ConnectRequest request) {
        actor.onBeforeConnect(request);
    }

    @Override
    public @Nullable Object createConnectionState(ConnectRequest request) {
        return actor.createConnectionState(request);
    }

    @Override
    public void onConnect(Connection connection) {
        actor.onConnect(connection);
    }

    @Override
    public void onDisconnect(Connection connection) {
        actor.onDisconnect(connection);
    }

    @Override
    public boolean canSubscribe(Connection connection, String event) {
        return actor.canSubscribe(connection, event);
    }

    @Override
    public @Nullable Object onBeforeActionResponse(
            String action, List<@Nullable Object> arguments, @Nullable Object output) {
        return actor.onBeforeActionResponse(action, arguments, output);
    }
}
