package dev.dowel.runtime.queue;

import dev.dowel.protocol.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a message in a queue except its body. Immutable.
 *
 * @param seq its number: its id, and its place in the order of its queue
 * @param place where it is stored: messages are stored in the order in which they are due
 * @param queue the name of its queue
 * @param dialect what its body is written in
 * @param sentAt when it was sent; this and the next two in milliseconds since the epoch
 * @param visibleAt when it may be received, or 0 for at once, whatever the clock shows later
 * @param expiresAt when it is too late to receive it for the first time, or 0
 * @param attempts how often it was tried
 * @param holdsUp whether later messages of its queue wait until it is due
 * @param key its idempotency key, or null
 */
public record QueuedMessage(
        long seq,
        long place,
        String queue,
        Dialect dialect,
        long sentAt,
        long visibleAt,
        long expiresAt,
        int attempts,
        boolean holdsUp,
        @Nullable String key) {

    /** The id users see. */
    public String id() {
        return Long.toString(seq);
    }

    /** Whether it may be received already. */
    boolean isDue(long now) {
        return visibleAt <= now;
    }

    /** Whether it came too late. */
    boolean isExpired(long now) {
        return expiresAt != 0 && attempts == 0 && now >= expiresAt;
    }

    /** The same, stored elsewhere. */
    QueuedMessage at(long newPlace) {
        return new QueuedMessage(seq, newPlace, queue, dialect, sentAt, visibleAt, expiresAt, attempts, holdsUp, key);
    }

    /** The same, to be tried again. */
    QueuedMessage again(long newPlace, long newVisibleAt, int newAttempts, boolean nowHoldsUp) {
        return new QueuedMessage(
                seq, newPlace, queue, dialect, sentAt, newVisibleAt, expiresAt, newAttempts, nowHoldsUp, key);
    }
}
