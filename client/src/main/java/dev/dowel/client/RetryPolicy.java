package dev.dowel.client;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a failed HTTP request is repeated: only when the error says that nothing has run (protocol 7.2). A
 * failure of the network is not repeated, because it does not say that.
 *
 * <p>Immutable.
 *
 * @param attempts how often a request is sent at most
 */
record RetryPolicy(int attempts, Backoff backoff) {

    /**
     * How long to wait before the next attempt; empty if there is none.
     *
     * @param recreates whether the request creates its actor if there is none
     * @param failures how often it has failed, counted from 1
     */
    Optional<Duration> next(ActorError error, boolean recreates, int failures) {
        boolean repeatable = LifecycleErrors.isPassing(error) || (recreates && LifecycleErrors.isGone(error));
        return repeatable && failures < attempts ? Optional.of(backoff.after(failures)) : Optional.empty();
    }
}
