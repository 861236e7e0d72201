package dev.dowel.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event listeners of one connection: what it is subscribed to. Confined to the connection's loop.
 */
final class EventListeners {

    private final Map<String, List<EventListener<?>>> byEvent = new LinkedHashMap<>();

    /** Adds a listener; true if it is the first one of its event. */
    boolean add(EventListener<?> listener) {
        List<EventListener<?>> listeners = byEvent.computeIfAbsent(listener.event(), event -> new ArrayList<>());
        listeners.add(listener);
        return listeners.size() == 1;
    }

    /** Removes a listener; true if it was the last one of its event. */
    boolean remove(EventListener<?> listener) {
        List<EventListener<?>> listeners = byEvent.get(listener.event());
        if (listeners == null || !listeners.remove(listener) || !listeners.isEmpty()) {
            return false;
        }
        byEvent.remove(listener.event());
        return true;
    }

    /** Those who hear an event that arrived now. */
    List<EventListener<?>> of(String event) {
        return List.copyOf(byEvent.getOrDefault(event, List.of()));
    }

    /** The events that have listeners, in the order of their first one. */
    List<String> events() {
        return List.copyOf(byEvent.keySet());
    }
}
