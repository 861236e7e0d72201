package dev.dowel.runtime.activation;

import dev.dowel.Queue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which queues a turn receives from, and how. Immutable.
 *
 * @param named the queues, by name; none for all there are
 * @param declared the queues the actor declares, by name
 * @param manual whether every message has to be completed
 */
record Selection(Map<String, Queue<?, ?>> named, Map<String, Queue<?, ?>> declared, boolean manual) {

    static Selection of(List<Queue<?, ?>> queues, Map<String, Queue<?, ?>> declared, boolean manual) {
        Map<String, Queue<?, ?>> named = new LinkedHashMap<>();
        queues.forEach(queue -> named.put(queue.name(), queue));
        return new Selection(named, declared, manual);
    }

    Selection manually() {
        return new Selection(named, declared, true);
    }

    boolean takes(String queue) {
        return named.isEmpty() || named.containsKey(queue);
    }

    /** The names, or nothing for all. */
    Optional<Set<String>> names() {
        return named.isEmpty() ? Optional.empty() : Optional.of(named.keySet());
    }

    private Optional<Queue<?, ?>> known(String name) {
        return Optional.<Queue<?, ?>>ofNullable(named.get(name)).or(() -> Optional.ofNullable(declared.get(name)));
    }

    /** A queue that has a message; one of any values if nobody declared it. */
    Queue<?, ?> queue(String name) {
        return known(name).orElseGet(() -> Queue.of(name, Object.class, Object.class));
    }

    boolean isStrict(String name) {
        return known(name).map(Queue::isStrict).orElse(false);
    }

    /** Whether messages of a queue have to be completed. */
    boolean isManual(String name) {
        return manual || known(name).map(Queue::isCompletable).orElse(false);
    }
}
