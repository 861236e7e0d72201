package dev.dowel.runtime.queue;

import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The bodies of the messages that are received next: some are kept in memory, the others are read from the entries, several
 * at a time. Confined to the actor's turn.
 */
final class Bodies {

    private static final int KEPT_BYTES = 256 * 1_024;
    private static final int READ_AT_ONCE = 64;

    private final Entries entries;
    private final Map<Long, byte[]> kept = new HashMap<>();
    private int bytes;

    Bodies(Entries entries) {
        this.entries = entries;
    }

    /** Keeps a body, if there is room. */
    void keep(long place, byte[] body) {
        drop(place);
        if (bytes + body.length <= KEPT_BYTES) {
            kept.put(place, body);
            bytes += body.length;
        }
    }

    void drop(long place) {
        byte[] body = kept.remove(place);
        if (body != null) {
            bytes -= body.length;
        }
    }

    /** The body of a message. May block for the store. */
    byte[] of(QueuedMessage message, QueueIndex index) {
        byte[] body = kept.get(message.place());
        return body == null ? read(message, index) : body;
    }

    private byte[] read(QueuedMessage message, QueueIndex index) {
        kept.clear();
        bytes = 0;
        byte[] wanted = null;
        for (Entry entry : entries.list(QueueFormat.messages(message.place(), READ_AT_ONCE))) {
            long place = QueueFormat.numberIn(entry.key());
            if (index.isTaken(place)) {
                byte[] body = QueueFormat.message(place, entry.value()).body();
                keep(place, body);
                wanted = place == message.place() ? body : wanted;
            }
        }
        return Objects.requireNonNull(wanted, "A message of the index is not in the store.");
    }
}
