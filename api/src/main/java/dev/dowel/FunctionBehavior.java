package dev.dowel;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The behaviour of an actor defined by functions. Confined to the actor's turn. */
final class FunctionBehavior<S extends @Nullable Object> implements ActorBehavior<S> {

    /** The functions a builder collects; absent ones do nothing. */
    static final class Functions<S extends @Nullable Object> {
        @Nullable
        Function<CreateRequest, S> createState;

        BiConsumer<ActorContext<S>, CreateRequest> onCreate = (context, request) -> {};
        Consumer<ActorContext<S>> onWake = context -> {};
        Consumer<ActorContext<S>> onDestroy = context -> {};
        BiConsumer<ActorContext<S>, ConnectRequest> onBeforeConnect = (context, request) -> {};
        BiFunction<ActorContext<S>, ConnectRequest, @Nullable Object> createConnectionState =
                (context, request) -> null;
        BiConsumer<ActorContext<S>, Connection> onConnect = (context, connection) -> {};
        BiConsumer<ActorContext<S>, Connection> onDisconnect = (context, connection) -> {};
        BiFunction<Connection, String, Boolean> canSubscribe = (connection, event) -> true;

        Functions<S> copy() {
            Functions<S> copy = new Functions<>();
            copy.createState = createState;
            copy.onCreate = onCreate;
            copy.onWake = onWake;
            copy.onDestroy = onDestroy;
            copy.onBeforeConnect = onBeforeConnect;
            copy.createConnectionState = createConnectionState;
            copy.onConnect = onConnect;
            copy.onDisconnect = onDisconnect;
            copy.canSubscribe = canSubscribe;
            return copy;
        }
    }

    private final Functions<S> functions;
    private final ActorContext<S> context;

    FunctionBehavior(Functions<S> functions, ActorContext<S> context) {
        this.functions = functions;
        this.context = context;
    }

    @Override
    @SuppressWarnings("NullAway") // only an actor of Void state has no first state
    public S createState(CreateRequest request) {
        return functions.createState == null ? null : functions.createState.apply(request);
    }

    @Override
    public void onCreate(CreateRequest request) {
        functions.onCreate.accept(context, request);
    }

    @Override
    public void onWake() {
        functions.onWake.accept(context);
    }

    @Override
    public void onDestroy() {
        functions.onDestroy.accept(context);
    }

    @Override
    public void onBeforeConnect(ConnectRequest request) {
        functions.onBeforeConnect.accept(context, request);
    }

    @Override
    public @Nullable Object createConnectionState(ConnectRequest request) {
        return functions.createConnectionState.apply(context, request);
    }

    @Override
    public void onConnect(Connection connection) {
        functions.onConnect.accept(context, connection);
    }

    @Override
    public void onDisconnect(Connection connection) {
        functions.onDisconnect.accept(context, connection);
    }

    @Override
    public boolean canSubscribe(Connection connection, String event) {
        return functions.canSubscribe.apply(connection, event);
    }

    @Override
    public @Nullable Object onBeforeActionResponse(
            String action, List<@Nullable Object> arguments, @Nullable Object output) {
        return output;
    }
}
