package dev.dowel.runtime.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The entries and alarms in a {@link MemoryStore}. Guarded by the store's lock. */
final class MemoryEntries {

    private final Map<String, NavigableMap<EntryKey, byte[]>> entries = new HashMap<>();
    private final Map<String, Long> dueTimes = new HashMap<>();
    private final NavigableSet<Alarm> alarms = new TreeSet<>();

    byte @Nullable [] load(String actorId, EntryKey key) {
        return of(actorId).get(key);
    }

    List<Entry> load(String actorId, EntryRange range) {
        NavigableMap<EntryKey, byte[]> within = range.in(of(actorId));
        return (range.reverse() ? within.descendingMap() : within)
                .entrySet().stream()
                        .limit(range.limit())
                        .map(entry -> new Entry(entry.getKey().bytes(), entry.getValue()))
                        .toList();
    }

    private NavigableMap<EntryKey, byte[]> of(String actorId) {
        return entries.getOrDefault(actorId, new TreeMap<>());
    }

    List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        NavigableSet<Alarm> rest = after == null ? alarms : alarms.tailSet(after, false);
        return rest.stream()
                .takeWhile(alarm -> alarm.dueAt() <= until)
                .limit(limit)
                .toList();
    }

    /**
     * Checks that a commit knows the actor's alarm. A store on disk relies on it and would keep an alarm that nobody can
     * remove.
     *
     * @throws IllegalArgumentException if it does not
     */
    void check(ActorCommit commit) {
        String actorId = commit.claim().record().id();
        Long due = dueTimes.get(actorId);
        AlarmChange change = commit.alarm();
        if (change == null ? commit.destroy() && due != null : !equal(change.before(), due)) {
            throw new IllegalArgumentException("Actor " + actorId + " has its alarm at " + due + ": " + change);
        }
        if (commit.destroy() && change != null && change.after() != null) {
            throw new IllegalArgumentException("Actor " + actorId + " is destroyed and has an alarm: " + change);
        }
    }

    private static boolean equal(@Nullable Long left, @Nullable Long right) {
        return left == null ? right == null : left.equals(right);
    }

    void apply(ActorCommit commit) {
        String actorId = commit.claim().record().id();
        AlarmChange change = commit.alarm();
        if (change != null) {
            change(actorId, change);
        }
        if (commit.destroy()) {
            entries.remove(actorId);
        } else if (!commit.entries().isEmpty()) {
            change(entries.computeIfAbsent(actorId, id -> new TreeMap<>()), commit.entries());
        }
    }

    private void change(String actorId, AlarmChange change) {
        Long before = dueTimes.remove(actorId);
        if (before != null) {
            alarms.remove(new Alarm(before, actorId));
        }
        Long after = change.after();
        if (after != null) {
            dueTimes.put(actorId, after);
            alarms.add(new Alarm(after, actorId));
        }
    }

    private static void change(Map<EntryKey, byte[]> stored, Map<EntryKey, byte @Nullable []> changes) {
        changes.forEach((key, value) -> {
            if (value == null) {
                stored.remove(key);
            } else {
                stored.put(key, value);
            }
        });
    }
}
