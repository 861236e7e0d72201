package dev.dowel.runtime.queue;

import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bodies of the messages that are received next: some are kept in memory, the others are read from the entries, several
 * at a time. Confined to the actor's turn.
 *
 * <p>Once a body is not kept, those that come after it are not either, until reading has caught up with the end: what is far
 * from the head would only take the room of what is near. Small bodies are always kept: they are no larger than what the index
 * has of each message, and reading them again would cost more than handling them.
 */
final class Bodies {

    static final int KEPT_BYTES = 256 * 1_024;
    private static final int MOST_KEPT = 512;
    private static final int SMALL = 64;
    private static final int FEWEST_READ = 4;
    private static final int MOST_READ = 256;

    private final Entries entries;
    private Map<Long, byte[]> kept = new HashMap<>(0);
    private int bytes;
    private int lastBytes;
    private boolean someNotKept;

    Bodies(Entries entries) {
        this.entries = entries;
    }

    /** Takes what was read with the messages. */
    void load(StoredQueues stored) {
        stored.bodies().forEach(this::keep);
        someNotKept |= stored.bodies().size() < stored.messages().size();
    }

    /** Keeps the body of a new message, if that is within reach. */
    void keep(long place, byte[] body) {
        lastBytes = body.length;
        drop(place);
        if (someNotKept || !put(place, body)) {
            someNotKept = true;
        }
    }

    private boolean put(long place, byte[] body) {
        if (body.length > SMALL && (kept.size() >= MOST_KEPT || bytes + body.length > KEPT_BYTES)) {
            return false;
        }
        kept.put(place, body);
        bytes += body.length;
        return true;
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
        kept = new HashMap<>();
        bytes = 0;
        byte[] wanted = null;
        int atOnce = readAtOnce();
        List<Entry> found = entries.list(QueueFormat.messages(message.place(), atOnce));
        someNotKept = found.size() == atOnce;
        for (Entry entry : found) {
            long place = QueueFormat.numberIn(entry.key());
            if (index.isTaken(place)) {
                byte[] body = QueueFormat.message(place, entry.value()).body();
                someNotKept |= !put(place, body);
                lastBytes = body.length;
                wanted = place == message.place() ? body : wanted;
            }
        }
        return Objects.requireNonNull(wanted, "A message of the index is not in the store.");
    }

    /** As many as can be kept, if they are as large as the last one. */
    private int readAtOnce() {
        return Math.clamp(KEPT_BYTES / Math.max(1, lastBytes), FEWEST_READ, MOST_READ);
    }
}
