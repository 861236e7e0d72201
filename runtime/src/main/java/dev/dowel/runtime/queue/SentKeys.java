package dev.dowel.runtime.queue;

import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.turn.TurnScope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency keys messages were sent with, for a day, and what became of those messages. At most {@link #MOST}: beyond
 * that the oldest is forgotten early. Confined to the actor's turn; changes belong to the turn. Reading may block for the store.
 */
public final class SentKeys {

    /** How long a key is remembered. */
    public static final Duration MEMORY = Duration.ofDays(1);

    /** The most that are remembered. */
    public static final int MOST = 10_000;

    /** Keys that are forgotten with each new one, so that they do not pile up. */
    private static final int FORGOTTEN_AT_ONCE = 4;

    private static final byte WAITING = 0;
    private static final byte COMPLETED = 1;
    private static final byte COMPLETED_EMPTY = 2;
    private static final byte GIVEN_UP = 3;

    private final TurnScope scope;
    private final Entries entries;
    private final InstantSource clock;
    private int known = -1;

    SentKeys(TurnScope scope, Entries entries, InstantSource clock) {
        this.scope = scope;
        this.entries = entries;
        this.clock = clock;
    }

    /** What became of a message that is no longer in its queue. */
    public sealed interface Outcome {
        /** It was completed, with something in the storage dialect or with nothing. */
        record Completed(byte @Nullable [] response) implements Outcome {}

        /** It became a dead letter. */
        record GivenUp() implements Outcome {}
    }

    record Sent(long seq, long at, Optional<Outcome> outcome) {}

    Optional<Sent> find(String queue, String key) {
        return entries.get(ActorPart.QUEUE, QueueFormat.sentKey(queue, key))
                .map(SentKeys::read)
                .filter(sent -> clock.millis() - sent.at() < MEMORY.toMillis());
    }

    private static Sent read(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        long at = in.getLong();
        long seq = in.getLong();
        byte state = in.get();
        byte[] response = new byte[in.remaining()];
        in.get(response);
        Optional<Outcome> outcome = switch (state) {
            case WAITING -> Optional.empty();
            case COMPLETED -> Optional.of(new Outcome.Completed(response));
            case COMPLETED_EMPTY -> Optional.of(new Outcome.Completed(null));
            case GIVEN_UP -> Optional.of(new Outcome.GivenUp());
            default -> throw new IllegalStateException("A stored idempotency key has unknown state " + state);
        };
        return new Sent(seq, at, outcome);
    }

    private static byte[] value(long at, long seq, byte state, byte[] response) {
        return ByteBuffer.allocate(17 + response.length)
                .putLong(at)
                .putLong(seq)
                .put(state)
                .put(response)
                .array();
    }

    void remember(String queue, String key, long seq) {
        long now = clock.millis();
        forgetOld(now);
        byte[] sentKey = QueueFormat.sentKey(queue, key);
        entries.put(ActorPart.QUEUE, sentKey, value(now, seq, WAITING, new byte[0]));
        entries.put(ActorPart.QUEUE, QueueFormat.forgetKey(now, seq), sentKey);
        known++;
    }

    private void forgetOld(long now) {
        if (known < 0) {
            known = entries.list(QueueFormat.toForget(Long.MAX_VALUE, MOST)).size();
        }
        int before = known;
        scope.current().onRollback(() -> known = before);
        long until = known >= MOST ? Long.MAX_VALUE : Math.max(0, now - MEMORY.toMillis()); // a clock may be wrong
        for (Entry entry : entries.list(QueueFormat.toForget(until, FORGOTTEN_AT_ONCE))) {
            entries.delete(ActorPart.QUEUE, entry.key());
            long seq = ByteBuffer.wrap(entry.key(), 9, 8).getLong();
            entries.get(ActorPart.QUEUE, entry.value())
                    .map(SentKeys::read)
                    .filter(sent -> sent.seq() == seq) // it was not sent again since
                    .ifPresent(sent -> entries.delete(ActorPart.QUEUE, entry.value()));
            known--;
        }
    }

    void completed(QueuedMessage message, byte @Nullable [] response) {
        note(message, response == null ? COMPLETED_EMPTY : COMPLETED, response == null ? new byte[0] : response);
    }

    void givenUp(QueuedMessage message) {
        note(message, GIVEN_UP, new byte[0]);
    }

    private void note(QueuedMessage message, byte state, byte[] response) {
        if (message.key() == null) {
            return;
        }
        byte[] sentKey = QueueFormat.sentKey(message.queue(), message.key());
        entries.get(ActorPart.QUEUE, sentKey)
                .map(SentKeys::read)
                .filter(sent -> sent.seq() == message.seq())
                .ifPresent(sent ->
                        entries.put(ActorPart.QUEUE, sentKey, value(sent.at(), message.seq(), state, response)));
    }
}
