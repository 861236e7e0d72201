package dev.dowel.runtime.activation;

import dev.dowel.ActorBehavior;
import dev.dowel.ActorHook;
import dev.dowel.Connection;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.connection.ActorConnectRequest;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an actor's hooks for connections, each group as a turn. Confined to the actor's turn.
 *
 * @param <S> the actor's state
 */
record HookRunner<S extends @Nullable Object>(Activation<S> activation) {

    /** A plan for hooks. */
    TurnPlan plan(String what, @Nullable Connection caller, Consumer<Failure> failed) {
        return new TurnPlan(
                what, activation.definition().settings().hookTimeout(), Failures.hookTimedOut(), caller, failed);
    }

    /** A plan for hooks that open a socket, whose client does not wait as long as others. */
    TurnPlan socketPlan(String what, @Nullable Connection caller, Consumer<Failure> failed) {
        Duration most = activation.parts().options().socketOpenTimeout();
        return activation.definition().settings().hookTimeout().compareTo(most) <= 0
                ? plan(what, caller, failed)
                : new TurnPlan(what, most, Failures.socketOpenTimedOut(), caller, failed);
    }

    /** Connects a caller that has no socket. */
    boolean connect(Caller caller, ActorConnection connection, Consumer<Failure> refused) {
        return connect(plan("onConnect", connection, refused), caller, connection, turn -> {});
    }

    /**
     * Connects: asks the hooks, then adds the connection. False if they refused; then the failure went to the plan's.
     *
     * @param more what else belongs to the turn
     */
    boolean connect(TurnPlan plan, Caller caller, ActorConnection connection, Consumer<Turn> more) {
        ActorConnectRequest request = new ActorConnectRequest(caller);
        ActorBehavior<S> behavior = activation.behavior();
        return activation.turns().run(plan, turn -> {
            behavior.onBeforeConnect(request);
            Object state = behavior.createConnectionState(request);
            if (state != null) {
                connection.setState(state);
            }
            activation.connections().add(connection);
            turn.onRollback(() -> activation.connections().remove(connection));
            more.accept(turn);
            behavior.onConnect(connection);
        });
    }

    /** Does something over a connection that lasts as long as that takes (protocol 3.1), unless the hooks refuse it. */
    void whileConnected(Caller caller, Consumer<Failure> refused, Consumer<ActorConnection> work) {
        ActorConnection connection = new ActorConnection(
                caller,
                null,
                activation.turns(),
                activation.parts().environment().randomIds(),
                null);
        if (hasConnectHooks()) {
            if (!connect(caller, connection, refused)) {
                return;
            }
        } else {
            activation.connections().add(connection);
        }
        work.accept(connection);
        disconnect(connection);
    }

    /** Removes a connection and tells the actor. */
    void disconnect(ActorConnection connection) {
        if (activation.connections().remove(connection) && defines(ActorHook.ON_DISCONNECT)) {
            activation
                    .turns()
                    .run(
                            plan("onDisconnect", null, failure -> {}),
                            turn -> activation.behavior().onDisconnect(connection));
        }
    }

    /** Whether connecting runs any code of the actor. */
    boolean hasConnectHooks() {
        return defines(ActorHook.ON_BEFORE_CONNECT)
                || defines(ActorHook.CREATE_CONNECTION_STATE)
                || defines(ActorHook.ON_CONNECT);
    }

    boolean defines(ActorHook hook) {
        return activation.definition().hooks().contains(hook);
    }
}
