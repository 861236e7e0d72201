package dev.dowel;

/** The hooks an actor may define. The runtime skips those it does not. Immutable. */
public enum ActorHook {
    /** {@link ActorBehavior#createState}. */
    CREATE_STATE("createState"),
    /** {@link ActorBehavior#onCreate}. */
    ON_CREATE("onCreate"),
    /** {@link ActorBehavior#onWake}. */
    ON_WAKE("onWake"),
    /** {@link ActorBehavior#onMigrate}. */
    ON_MIGRATE("onMigrate"),
    /** {@link ActorBehavior#onSleep}. */
    ON_SLEEP("onSleep"),
    /** {@link ActorBehavior#onStateChange}. */
    ON_STATE_CHANGE("onStateChange"),
    /** {@link ActorBehavior#run}. */
    RUN("run"),
    /** {@link ActorBehavior#onRequest}. */
    ON_REQUEST("onRequest"),
    /** {@link ActorBehavior#onWebSocket}. */
    ON_WEB_SOCKET("onWebSocket"),
    /** {@link ActorBehavior#onDestroy}. */
    ON_DESTROY("onDestroy"),
    /** {@link ActorBehavior#onBeforeConnect}. */
    ON_BEFORE_CONNECT("onBeforeConnect"),
    /** {@link ActorBehavior#createConnectionState}. */
    CREATE_CONNECTION_STATE("createConnectionState"),
    /** {@link ActorBehavior#onConnect}. */
    ON_CONNECT("onConnect"),
    /** {@link ActorBehavior#onDisconnect}. */
    ON_DISCONNECT("onDisconnect"),
    /** {@link ActorBehavior#canSubscribe}. */
    CAN_SUBSCRIBE("canSubscribe"),
    /** {@link ActorBehavior#canPublish}. */
    CAN_PUBLISH("canPublish"),
    /** {@link ActorBehavior#onBeforeActionResponse}. */
    ON_BEFORE_ACTION_RESPONSE("onBeforeActionResponse");

    private final String methodName;

    ActorHook(String methodName) {
        this.methodName = methodName;
    }

    /** The name of the method in {@link Actor} that defines the hook. */
    public String methodName() {
        return methodName;
    }
}
