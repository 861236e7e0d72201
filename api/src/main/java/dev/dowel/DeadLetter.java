package dev.dowel;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up. Immutable.
 *
 * @param id its id
 * @param queue the queue it was sent to
 * @param body what was sent; nothing if it does not decode to what the queue's messages are now
 * @param sentAt when it was sent
 * @param attempts how often it was tried
 * @param reason the code of the last error, or the reason its consumer gave
 */
public record DeadLetter<M extends @Nullable Object>(
        String id, String queue, Optional<M> body, Instant sentAt, int attempts, String reason) {}
