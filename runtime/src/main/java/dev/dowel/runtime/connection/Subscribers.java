package dev.dowel.runtime.connection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribed to one event, oldest first. Confined to the actor's turn.
 *
 * <p>The list it gives is never changed, so a broadcast can hold on to it; it is made anew only after a change.
 */
final class Subscribers {

    private final Set<ActorConnection> connections = new LinkedHashSet<>();
    private @Nullable List<ActorConnection> list;

    void add(ActorConnection connection) {
        connections.add(connection);
        list = null;
    }

    void remove(ActorConnection connection) {
        connections.remove(connection);
        list = null;
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    List<ActorConnection> list() {
        List<ActorConnection> known = list;
        if (known == null) {
            known = List.copyOf(connections);
            list = known;
        }
        return known;
    }
}
