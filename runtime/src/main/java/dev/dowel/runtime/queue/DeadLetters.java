package dev.dowel.runtime.queue;

import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of an actor that were given up, in the order they were sent. At most {@link #MOST}: beyond that the oldest is
 * dropped. Confined to the actor's turn; changes belong to the turn. Reading may block for the store.
 */
public final class DeadLetters {

    /** The most that are kept. */
    public static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int PAGE = 64;

    private final Entries entries;

    DeadLetters(Entries entries) {
        this.entries = entries;
    }

    /** A message that was given up. */
    public record Letter(QueuedMessage message, String reason, byte[] body) {}

    void add(QueuedMessage message, byte[] body, String reason) {
        long count = count();
        if (count >= MOST) {
            Entry oldest =
                    entries.list(QueueFormat.deadLetters(new byte[] {'d'}, 1)).getFirst();
            LOG.warn("There are {} dead letters; the oldest is dropped", count);
            entries.delete(ActorPart.QUEUE, oldest.key());
            count--;
        }
        QueuedMessage tried = message.again(message.place(), message.visibleAt(), message.attempts() + 1, false);
        entries.put(
                ActorPart.QUEUE, QueueFormat.deadKey(message.seq()), QueueFormat.value(tried, shortened(reason), body));
        setCount(count + 1);
    }

    private static String shortened(String reason) {
        return reason.length() > 200 ? reason.substring(0, 200) : reason;
    }

    private long count() {
        return entries.get(ActorPart.QUEUE, QueueFormat.DEAD_COUNT)
                .map(QueueFormat::number)
                .orElse(0L);
    }

    private void setCount(long count) {
        if (count == 0) {
            entries.delete(ActorPart.QUEUE, QueueFormat.DEAD_COUNT);
        } else {
            entries.put(ActorPart.QUEUE, QueueFormat.DEAD_COUNT, QueueFormat.number(count));
        }
    }

    /** Those of one queue, oldest first. */
    public List<Letter> list(String queue, int limit) {
        List<Letter> found = new ArrayList<>();
        walk(letter -> {
            if (letter.message().queue().equals(queue)) {
                found.add(letter);
            }
            return found.size() < limit;
        });
        return found;
    }

    private void walk(Predicate<Letter> more) {
        byte[] from = {'d'};
        List<Entry> page;
        do {
            page = entries.list(QueueFormat.deadLetters(from, PAGE));
            for (Entry entry : page) {
                QueueFormat.Stored stored = QueueFormat.message(0, entry.value());
                if (!more.test(new Letter(stored.message(), stored.reason(), stored.body()))) {
                    return;
                }
                from = Arrays.copyOf(entry.key(), entry.key().length + 1); // the first key behind it
            }
        } while (page.size() == PAGE);
    }

    Optional<QueueFormat.Stored> find(String queue, String id) {
        return number(id)
                .flatMap(seq -> entries.get(ActorPart.QUEUE, QueueFormat.deadKey(seq)))
                .map(value -> QueueFormat.message(0, value))
                .filter(stored -> stored.message().queue().equals(queue));
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void delete(long seq) {
        entries.delete(ActorPart.QUEUE, QueueFormat.deadKey(seq));
        setCount(count() - 1);
    }

    /** Deletes one; false if there is none. */
    public boolean delete(String queue, String id) {
        Optional<QueueFormat.Stored> found = find(queue, id);
        found.ifPresent(stored -> delete(stored.message().seq()));
        return found.isPresent();
    }

    /** Deletes those of one queue; returns how many. */
    public int purge(String queue) {
        List<Letter> all = list(queue, MOST);
        all.forEach(letter -> delete(letter.message().seq()));
        return all.size();
    }
}
