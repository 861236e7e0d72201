package dev.dowel.runtime.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How a store does, as far as its commits tell. Immutable.
 *
 * {@snippet :
 * switch (runtime.storeCondition()) {
 *     case StoreCondition.Good good -> {}
 *     case StoreCondition.Slow slow -> LOG.warn("A commit takes {}", slow.commit());
 *     case StoreCondition.Failing failing -> LOG.error("Nothing can be stored: {}", failing.reason());
 * }
 * }
 */
public sealed interface StoreCondition {

    /** The last commit was stored, and in good time. */
    record Good() implements StoreCondition {}

    /**
     * Commits are stored, but callers wait for them.
     *
     * @param commit how long the last commit took, or the one under way has taken so far
     */
    record Slow(Duration commit) implements StoreCondition {}

    /**
     * The last commit failed: every call that changes something fails until the store works again, which is tried every
     * second.
     *
     * @param since when the first one failed
     */
    record Failing(StoreException.Reason reason, Instant since) implements StoreCondition {}
}
