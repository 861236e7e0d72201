package dev.dowel.runtime.queue;

import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the store has of an actor's queues when it starts. Immutable. */
public final class StoredQueues {

    /** No queues. */
    public static final StoredQueues NOTHING = new StoredQueues(null, 0, Set.of(), List.of());

    private final @Nullable Long alarm;
    private final long floor;
    private final Set<Long> handled;
    private final List<QueueFormat.Stored> messages;

    private StoredQueues(@Nullable Long alarm, long floor, Set<Long> handled, List<QueueFormat.Stored> messages) {
        this.alarm = alarm;
        this.floor = floor;
        this.handled = handled;
        this.messages = messages;
    }

    /** Reads them; blocks. */
    public static StoredQueues read(ActorStore store, String actorId) {
        Long alarm = alarm(store, actorId);
        byte[] floor = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.FLOOR));
        byte[] handled = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.HANDLED));
        long lowest = floor == null ? 0 : QueueFormat.number(floor);
        List<Entry> messages = store.loadEntries(actorId, QueueFormat.messages(lowest, Integer.MAX_VALUE));
        if (alarm == null && floor == null && messages.isEmpty()) {
            return NOTHING;
        }
        return new StoredQueues(
                alarm,
                lowest,
                handled == null ? Set.of() : Set.copyOf(QueueFormat.numbers(handled)),
                messages.stream()
                        .map(entry -> QueueFormat.message(QueueFormat.numberIn(entry.key()), entry.value()))
                        .toList());
    }

    /** Whether there never was anything. */
    public boolean isNothing() {
        return alarm == null && floor == 0 && handled.isEmpty() && messages.isEmpty();
    }

    /** Reads only the alarm; blocks. */
    public static @Nullable Long alarm(ActorStore store, String actorId) {
        byte[] alarm = store.loadEntry(actorId, new EntryKey(ActorPart.QUEUE, QueueFormat.ALARM));
        return alarm == null ? null : Long.valueOf(QueueFormat.number(alarm));
    }

    /** The alarm the queues set, in milliseconds since the epoch, or null. */
    public @Nullable Long alarm() {
        return alarm;
    }

    long floor() {
        return floor;
    }

    Set<Long> handled() {
        return handled;
    }

    List<QueueFormat.Stored> messages() {
        return messages;
    }
}
