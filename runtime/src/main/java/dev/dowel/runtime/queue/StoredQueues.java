package dev.dowel.runtime.queue;

import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of an actor's queues when it starts. Immutable.
 *
 * @param alarm when the queues want the actor to be woken, in milliseconds since the epoch, or null
 * @param marks what is known of messages that were there before
 * @param handled the numbers of messages that were being handled
 * @param messages the messages, by place
 * @param bodies the bodies of the first of them, by place
 */
public record StoredQueues(
        @Nullable Long alarm, Marks marks, Set<Long> handled, List<QueuedMessage> messages, Map<Long, byte[]> bodies) {

    /** No queues. */
    public static final StoredQueues NOTHING = nothingBut(null);

    private static final int PAGE = 128;

    private static StoredQueues nothingBut(@Nullable Long alarm) {
        return new StoredQueues(alarm, Marks.NONE, Set.of(), List.of(), Map.of());
    }

    /** Reads them; blocks. */
    public static StoredQueues read(ActorStore store, String actorId) {
        Long alarm = alarm(store, actorId);
        byte[] marks = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.MARKS));
        if (marks == null) { // they are written with the first message
            return alarm == null ? NOTHING : nothingBut(alarm);
        }
        byte[] handled = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.HANDLED));
        Marks known = QueueFormat.marks(marks);
        List<QueuedMessage> messages = new ArrayList<>();
        Map<Long, byte[]> bodies = new LinkedHashMap<>();
        readMessages(store, actorId, known.floor(), messages, bodies);
        return new StoredQueues(
                alarm, known, handled == null ? Set.of() : Set.copyOf(QueueFormat.numbers(handled)), messages, bodies);
    }

    /** Page by page, and not all bodies: together they may be larger than the memory. */
    private static void readMessages(
            ActorStore store, String actorId, long floor, List<QueuedMessage> messages, Map<Long, byte[]> bodies) {
        long from = floor;
        int bytes = 0;
        List<Entry> page;
        do {
            page = store.loadEntries(actorId, QueueFormat.messages(from, PAGE));
            for (Entry entry : page) {
                long place = QueueFormat.numberIn(entry.key());
                QueueFormat.Stored stored = QueueFormat.message(place, entry.value());
                messages.add(stored.message());
                if (bytes < Bodies.KEPT_BYTES) {
                    bodies.put(place, stored.body());
                    bytes += stored.body().length;
                }
                from = place + 1;
            }
        } while (page.size() == PAGE);
    }

    /** Whether there never was anything. */
    public boolean isNothing() {
        return alarm == null && marks.equals(Marks.NONE);
    }

    /** Reads only the alarm; blocks. */
    public static @Nullable Long alarm(ActorStore store, String actorId) {
        byte[] alarm = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.ALARM));
        return alarm == null ? null : Long.valueOf(QueueFormat.number(alarm));
    }
}
