package dev.dowel;

import java.time.Duration;
import java.util.Optional;

/**
 * How a message is sent to a queue. Immutable.
 *
 * @param delay how long it is held back at first
 * @param timeToLive how long after it was sent it may be received for the first time; whoever receives later finds the next
 *     one, and it becomes a dead letter
 * @param idempotencyKey what makes a repeated send the same message: of sends to one queue with one key, at most a day
 *     apart, one is stored and all are answered for it
 */
public record SendOptions(Duration delay, Optional<Duration> timeToLive, Optional<String> idempotencyKey) {

    /** Nothing special. */
    public static final SendOptions NONE = new SendOptions(Duration.ZERO, Optional.empty(), Optional.empty());

    /** The longest idempotency key, in characters. */
    public static final int LONGEST_KEY = 256;

    /** Checks the values. */
    public SendOptions {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A delay is not negative: " + delay);
        }
        if (timeToLive.isPresent() && !timeToLive.get().isPositive()) {
            throw new IllegalArgumentException("A time to live is positive: " + timeToLive.get());
        }
        if (idempotencyKey.isPresent()
                && (idempotencyKey.get().isEmpty() || idempotencyKey.get().length() > LONGEST_KEY)) {
            throw new IllegalArgumentException("An idempotency key has 1 to " + LONGEST_KEY + " characters.");
        }
    }

    /** A message that is held back. */
    public static SendOptions after(Duration delay) {
        return NONE.withDelay(delay);
    }

    /** A message that is stored once, however often it is sent with this key. */
    public static SendOptions once(String idempotencyKey) {
        return NONE.withIdempotencyKey(idempotencyKey);
    }

    /** The same, held back. */
    public SendOptions withDelay(Duration newDelay) {
        return new SendOptions(newDelay, timeToLive, idempotencyKey);
    }

    /** The same, of use only for so long. */
    public SendOptions withTimeToLive(Duration newTimeToLive) {
        return new SendOptions(delay, Optional.of(newTimeToLive), idempotencyKey);
    }

    /** The same, stored once. */
    public SendOptions withIdempotencyKey(String newKey) {
        return new SendOptions(delay, timeToLive, Optional.of(newKey));
    }
}
