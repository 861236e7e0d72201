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

    /** The only one, if there is one. A call over HTTP comes with a connection of its own, which would make a set each time. */
    private @Nullable ActorConnection only;

    /** All of them, if there are several, or were and are not all gone. */
    private @Nullable Set<ActorConnection> several;

    private @Nullable Map<String, Subscribers> subscribers;

    /** Adds a connection. */
    public void add(ActorConnection connection) {
        Set<ActorConnection> known = several;
        if (known != null) {
            known.add(connection);
        } else if (only == null) {
            only = connection;
        } else if (!only.equals(connection)) {
            several = new LinkedHashSet<>(List.of(only, connection));
            only = null;
        }
    }

    /** Takes up a connection of an earlier activation, with what it subscribed to. */
    public void restore(ActorConnection connection, Set<String> events) {
        add(connection);
        events.forEach(event -> subscribe(connection, event));
    }

    /** The open connections, oldest first. */
    public List<ActorConnection> open() {
        if (several != null) {
            return List.copyOf(several);
        }
        return only == null ? List.of() : List.of(only);
    }

    /** Removes a connection and its subscriptions; false if it was not there. */
    public boolean remove(ActorConnection connection) {
        for (String event : connection.subscriptions()) {
            removeSubscriber(event, connection);
        }
        if (several != null) {
            boolean removed = several.remove(connection);
            several = several.isEmpty() ? null : several;
            return removed;
        }
        boolean removed = connection.equals(only);
        only = removed ? null : only;
        return removed;
    }

    /** Whether the connection is open. */
    public boolean contains(ActorConnection connection) {
        return several != null ? several.contains(connection) : connection.equals(only);
    }

    /** The open connections, oldest first. */
    public List<Connection> all() {
        return List.copyOf(open());
    }

    /** Removes all connections and returns them. */
    public List<ActorConnection> removeAll() {
        List<ActorConnection> removed = open();
        only = null;
        several = null;
        subscribers = null;
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
            Map<String, Subscribers> known = subscribers;
            if (known == null) {
                known = new HashMap<>();
                subscribers = known;
            }
            known.computeIfAbsent(event, e -> new Subscribers()).add(connection);
        }
    }

    /** Ends a subscription, if there is one. */
    public void unsubscribe(ActorConnection connection, String event) {
        if (connection.removeSubscription(event)) {
            removeSubscriber(event, connection);
        }
    }

    private void removeSubscriber(String event, ActorConnection connection) {
        Subscribers ofEvent = subscribers == null ? null : subscribers.get(event);
        if (subscribers != null && ofEvent != null) {
            ofEvent.remove(connection);
            if (ofEvent.isEmpty()) {
                subscribers.remove(event);
            }
        }
    }

    /** Adds an event to a turn's outputs, for those subscribed now. */
    public void broadcast(Turn turn, String event, @Nullable Object... arguments) {
        Subscribers ofEvent = subscribers == null ? null : subscribers.get(event);
        if (ofEvent == null) {
            return;
        }
        List<ActorConnection> receivers = ofEvent.list();
        EventFrames frames = new EventFrames(event, arguments);
        for (ActorConnection receiver : receivers) {
            frames.prepare(receiver.encoding());
        }
        turn.add(ActorConnection.output(() -> frames.sendTo(receivers)));
    }
}
