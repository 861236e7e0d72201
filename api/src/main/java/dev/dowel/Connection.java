package dev.dowel;

import org.jspecify.annotations.Nullable;

/**
 * One caller's connection to an actor: a WebSocket, or an HTTP action for as long as it runs. Confined to the actor's
 * turn.
 */
public interface Connection {

    /** Unique among the actor's connections. */
    String id();

    /** Whether the caller sent connection parameters. */
    boolean hasParams();

    /**
     * The parameters the caller connected with.
     *
     * @throws ActorError {@code actor.invalid_request} if they are missing or of another shape
     */
    <T> T params(Class<T> type);

    /**
     * The connection's state, as {@code createConnectionState} made it or {@link #setState} left it.
     *
     * @throws IllegalStateException if there is none
     * @throws ClassCastException if it is of another class
     */
    <T> T state(Class<T> type);

    /** Replaces the connection's state, or removes it. Undone when the turn fails. */
    void setState(@Nullable Object state);

    /** Sends an event to this connection, whether it subscribed or not. Leaves after the turn's commit. */
    <T extends @Nullable Object> void send(Event<T> event, T payload);

    /** Sends an event with any number of arguments to this connection. Leaves after the turn's commit. */
    void send(String event, @Nullable Object... arguments);

    /** Whether the connection stays open while the actor sleeps. */
    boolean isHibernatable();

    /** Closes the connection after the turn's commit, with close code 1000 and the reason. */
    void disconnect(String reason);
}
