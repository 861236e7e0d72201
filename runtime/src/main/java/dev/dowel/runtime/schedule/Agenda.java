package dev.dowel.runtime.schedule;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an activation's actor has set to run later, in memory: by key and by time, and what of it runs. Confined to the actor's
 * turn.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>{@code byKey} and {@code byTime} hold the same.
 *   <li>What runs is in {@code running} and is not due again until its turn ended.
 * </ol>
 */
final class Agenda {

    private final Map<String, Pending> byKey = new TreeMap<>();
    private final NavigableSet<Pending> byTime = new TreeSet<>();
    private final Set<String> running = new HashSet<>(0);

    static String keyOf(Pending pending) {
        return (pending instanceof Pending.Job ? "j" : "s") + pending.id();
    }

    int size() {
        return byKey.size();
    }

    Optional<Pending> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    List<Pending> inOrderOfTime() {
        return List.copyOf(byTime);
    }

    /** When the first of all is due, run or not; milliseconds since the epoch, or null. */
    @Nullable
    Long earliest() {
        return byTime.isEmpty() ? null : byTime.getFirst().dueAt().toEpochMilli();
    }

    /** The first that does not run. */
    Optional<Pending> next() {
        if (byTime.isEmpty()) {
            return Optional.empty(); // most actors have nothing, and are asked after every turn
        }
        return byTime.stream()
                .filter(pending -> !running.contains(keyOf(pending)))
                .findFirst();
    }

    /** The first that is due and does not run. */
    Optional<Pending> due(Instant now) {
        return next().filter(pending -> !pending.dueAt().isAfter(now));
    }

    void begin(Pending pending) {
        running.add(keyOf(pending));
    }

    void end(Pending pending) {
        running.remove(keyOf(pending));
    }

    /** Puts one thing in the place of another; either may be nothing. */
    void exchange(String key, @Nullable Pending from, @Nullable Pending to) {
        if (from != null) {
            byKey.remove(key);
            byTime.remove(from);
        }
        if (to != null) {
            enter(to);
        }
    }

    void enter(Pending pending) {
        byKey.put(keyOf(pending), pending);
        byTime.add(pending);
    }
}
