package dev.dowel.runtime.connection;

import dev.dowel.Connection;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.turn.Turn;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of one actor and what they subscribed to. Confined to the actor's turn. */
public final class ConnectionSet {

    private final Set<ActorConnection> open = new LinkedHashSet<>(0);
    private final Map<String, Subscribers> subscribers = new HashMap<>(0);

    /** Adds a connection. */
    public void add(ActorConnection connection) {
        open.add(connection);
    }

    /** Takes up a connection of an earlier activation, with what it subscribed to. */
    public void restore(ActorConnection connection, Set<String> events) {
        open.add(connection);
        events.forEach(event -> subscribe(connection, event));
    }

    /** The open connections, oldest first. */
    public List<ActorConnection> open() {
        return List.copyOf(open);
    }

    /** Removes a connection and its subscriptions; false if it was not there. */
    public boolean remove(ActorConnection connection) {
        for (String event : connection.subscriptions()) {
            removeSubscriber(event, connection);
        }
        return open.remove(connection);
    }

    /** Whether the connection is open. */
    public boolean contains(ActorConnection connection) {
        return open.contains(connection);
    }

    /** The open connections, oldest first. */
    public List<Connection> all() {
        return List.copyOf(open);
    }

    /** Removes all connections and returns them. */
    public List<ActorConnection> removeAll() {
        List<ActorConnection> removed = List.copyOf(open);
        open.clear();
        subscribers.clear();
        return removed;
    }

    /** Whether one more subscription of the connection is within {@link Limits#CONNECTION_SUBSCRIPTIONS}. */
    public boolean maySubscribe(ActorConnection connection, String event) {
        return connection.subscriptions().contains(event)
                || connection.subscriptions().size() < Limits.CONNECTION_SUBSCRIPTIONS;
    }

    /** Subscribes a connection to an event; again is the same as once. */
    public void subscribe(ActorConnection connection, String event) {
        if (connection.addSubscription(event)) {
            subscribers.computeIfAbsent(event, e -> new Subscribers()).add(connection);
        }
    }

    /** Ends a subscription, if there is one. */
    public void unsubscribe(ActorConnection connection, String event) {
        if (connection.removeSubscription(event)) {
            removeSubscriber(event, connection);
        }
    }

    private void removeSubscriber(String event, ActorConnection connection) {
        Subscribers ofEvent = subscribers.get(event);
        if (ofEvent != null) {
            ofEvent.remove(connection);
            if (ofEvent.isEmpty()) {
                subscribers.remove(event);
            }
        }
    }

    /** Adds an event to a turn's outputs, for those subscribed now. */
    public void broadcast(Turn turn, String event, @Nullable Object... arguments) {
        Subscribers ofEvent = subscribers.get(event);
        if (ofEvent == null) {
            return;
        }
        List<ActorConnection> receivers = ofEvent.list();
        EventFrames frames = new EventFrames(event, arguments);
        for (ActorConnection receiver : receivers) {
            frames.prepare(receiver.encoding());
        }
        turn.add(ActorConnection.output(() -> receivers.forEach(frames::sendTo)));
    }
}
