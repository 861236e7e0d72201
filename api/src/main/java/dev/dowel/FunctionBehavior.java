package dev.dowel;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The behaviour of an actor defined by functions. Confined to the actor's turn. */
final class FunctionBehavior<S extends @Nullable Object> implements ActorBehavior<S> {

    /** The functions a builder collects; absent ones do nothing. */
    static final class Functions<S extends @Nullable Object> {
        @Nullable
        Function<CreateRequest, S> createState;

        HookCode.Taking<S, CreateRequest> onCreate = (context, request) -> {};
        HookCode.Plain<S> onWake = context -> {};
        HookCode.Plain<S> onDestroy = context -> {};
        HookCode.Taking<S, Boolean> onMigrate = (context, isNew) -> {};
        HookCode.Plain<S> onSleep = context -> {};
        HookCode.Taking<S, S> onStateChange = (context, state) -> {};
        HookCode.Plain<S> run = context -> {};
        HookCode.Returning<S, HttpRequest, HttpResponse> onRequest = (context, request) -> HttpResponse.status(404);
        HookCode.Taking<S, WebSocketSession> onWebSocket = (context, session) -> {};
        HookCode.Taking<S, ConnectRequest> onBeforeConnect = (context, request) -> {};
        HookCode.Returning<S, ConnectRequest, @Nullable Object> createConnectionState = (context, request) -> null;
        HookCode.Taking<S, Connection> onConnect = (context, connection) -> {};
        HookCode.Taking<S, Connection> onDisconnect = (context, connection) -> {};
        BiFunction<Connection, String, Boolean> canSubscribe = (connection, event) -> true;
        BiFunction<Connection, String, Boolean> canPublish = (connection, queue) -> true;

        Functions<S> copy() {
            Functions<S> copy = new Functions<>();
            copy.createState = createState;
            copy.onCreate = onCreate;
            copy.onWake = onWake;
            copy.onDestroy = onDestroy;
            copy.onMigrate = onMigrate;
            copy.onSleep = onSleep;
            copy.onStateChange = onStateChange;
            copy.run = run;
            copy.onRequest = onRequest;
            copy.onWebSocket = onWebSocket;
            copy.onBeforeConnect = onBeforeConnect;
            copy.createConnectionState = createConnectionState;
            copy.onConnect = onConnect;
            copy.onDisconnect = onDisconnect;
            copy.canSubscribe = canSubscribe;
            copy.canPublish = canPublish;
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
    public void onCreate(CreateRequest request) throws Exception {
        functions.onCreate.run(context, request);
    }

    @Override
    public void onWake() throws Exception {
        functions.onWake.run(context);
    }

    @Override
    public void onMigrate(boolean isNew) throws Exception {
        functions.onMigrate.run(context, isNew);
    }

    @Override
    public void onSleep() throws Exception {
        functions.onSleep.run(context);
    }

    @Override
    public void onStateChange(S newState) throws Exception {
        functions.onStateChange.run(context, newState);
    }

    @Override
    public void run() throws Exception {
        functions.run.run(context);
    }

    @Override
    public HttpResponse onRequest(HttpRequest request) throws Exception {
        return functions.onRequest.run(context, request);
    }

    @Override
    public void onWebSocket(WebSocketSession session) throws Exception {
        functions.onWebSocket.run(context, session);
    }

    @Override
    public void onDestroy() throws Exception {
        functions.onDestroy.run(context);
    }

    @Override
    public void onBeforeConnect(ConnectRequest request) throws Exception {
        functions.onBeforeConnect.run(context, request);
    }

    @Override
    public @Nullable Object createConnectionState(ConnectRequest request) throws Exception {
        return functions.createConnectionState.run(context, request);
    }

    @Override
    public void onConnect(Connection connection) throws Exception {
        functions.onConnect.run(context, connection);
    }

    @Override
    public void onDisconnect(Connection connection) throws Exception {
        functions.onDisconnect.run(context, connection);
    }

    @Override
    public boolean canSubscribe(Connection connection, String event) {
        return functions.canSubscribe.apply(connection, event);
    }

    @Override
    public boolean canPublish(Connection connection, String queue) {
        return functions.canPublish.apply(connection, queue);
    }

    @Override
    public @Nullable Object onBeforeActionResponse(
            String action, List<@Nullable Object> arguments, @Nullable Object output) {
        return output;
    }
}
