package dev.dowel.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waits that double from a first one up to a longest one, each shortened at random by up to a half, so that callers who
 * failed together do not come back together. Immutable.
 *
 * @param random numbers from 0 (inclusive) to 1 (exclusive)
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) {

    /** The wait after a number of failures, counted from 1. */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long full = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(full - (long) (random.getAsDouble() * full / 2));
    }
}
