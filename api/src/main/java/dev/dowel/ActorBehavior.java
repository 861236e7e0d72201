package dev.dowel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one activation, as the runtime calls them. Confined to the actor's turn.
 *
 * <p>An {@link Actor} class is turned into one by {@link ActorDefinition#of}; {@link ActorDefinition#named} builds one
 * from functions.
 *
 * @param <S> the actor's state
 */
public interface ActorBehavior<S extends @Nullable Object> {

    /** The state of a new actor. */
    S createState(CreateRequest request) throws Exception;

    /** Runs once, after {@link #createState}. */
    void onCreate(CreateRequest request) throws Exception;

    /** Runs at the start of every activation. */
    void onWake() throws Exception;

    /** Runs at the start of every activation, before there is a state. */
    void onMigrate(boolean isNew) throws Exception;

    /** Runs when the actor goes to sleep. */
    void onSleep() throws Exception;

    /** Runs at the end of every turn that changed the state. */
    void onStateChange(S newState) throws Exception;

    /** Runs in the background of every activation. */
    void run() throws Exception;

    /** Answers a raw request. */
    HttpResponse onRequest(HttpRequest request) throws Exception;

    /** Takes a raw WebSocket; throwing refuses it. */
    void onWebSocket(WebSocketSession session) throws Exception;

    /** Runs in the turn that destroys the actor. */
    void onDestroy() throws Exception;

    /** Runs before a caller is connected; throwing refuses it. */
    void onBeforeConnect(ConnectRequest request) throws Exception;

    /** The state of a new connection; throwing refuses it. */
    @Nullable
    Object createConnectionState(ConnectRequest request) throws Exception;

    /** Runs when a caller is connected; throwing refuses it. */
    void onConnect(Connection connection) throws Exception;

    /** Runs after a connection ended. */
    void onDisconnect(Connection connection) throws Exception;

    /** Whether a connection may subscribe to an event. */
    boolean canSubscribe(Connection connection, String event) throws Exception;

    /** Whether a connection may send to a queue. */
    boolean canPublish(Connection connection, String queue) throws Exception;

    /** May replace the result of an action. */
    @Nullable
    Object onBeforeActionResponse(String action, List<@Nullable Object> arguments, @Nullable Object output)
            throws Exception;
}
