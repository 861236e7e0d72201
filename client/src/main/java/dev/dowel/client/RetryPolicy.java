package dev.dowel.client;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a failed HTTP request is repeated: only when the error says that nothing has run (protocol 7.2), or
 * when it would not matter if it had. A failure of the network does not say that.
 *
 * <p>Immutable.
 *
 * @param attempts how often a request is sent at most
 */
record RetryPolicy(int attempts, Backoff backoff) {

    /**
     * How long to wait before the next attempt; empty if there is none.
     *
     * @param repeats what is known of the request
     * @param failures how often it has failed, counted from 1
     */
    Optional<Duration> next(ActorError error, Repeats repeats, int failures) {
        boolean repeatable = LifecycleErrors.isPassing(error)
                || (repeats.recreates() && LifecycleErrors.isGone(error))
                || (repeats.idempotent() && ClientErrors.isNetwork(error));
        return repeatable && failures < attempts ? Optional.of(backoff.after(failures)) : Optional.empty();
    }
}
