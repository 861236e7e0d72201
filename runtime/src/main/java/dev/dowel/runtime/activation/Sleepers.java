package dev.dowel.runtime.activation;

import dev.dowel.runtime.failure.Failures;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that are open while their actors sleep, by actor, in the order they were put aside. Thread safe; a set is
 * changed only inside of the map's {@code compute}, until it is taken out.
 */
final class Sleepers {

    private final Map<String, Set<SocketMailbox>> byActor = new ConcurrentHashMap<>();

    void add(String actorId, SocketMailbox socket) {
        byActor.compute(actorId, (id, known) -> {
            Set<SocketMailbox> sockets = known == null ? new LinkedHashSet<>(2) : known;
            sockets.add(socket);
            return sockets;
        });
    }

    void remove(String actorId, SocketMailbox socket) {
        byActor.computeIfPresent(actorId, (id, known) -> {
            known.remove(socket);
            return known.isEmpty() ? null : known;
        });
    }

    /** Takes the sockets of an actor that is awake again. */
    Set<SocketMailbox> take(String actorId) {
        Set<SocketMailbox> sockets = byActor.remove(actorId);
        return sockets == null ? Set.of() : sockets;
    }

    /** The server stops. In the order of ids, so that equal servers end alike. */
    void closeAll() {
        for (String actorId : new TreeSet<>(byActor.keySet())) {
            take(actorId).forEach(socket -> socket.lost(Failures.goingAway()));
        }
    }
}
