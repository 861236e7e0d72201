package dev.dowel.testkit;

import java.time.Duration;
import java.time.Instant;

/** The time of one test. It stands still unless it is moved. Read by any thread; moved by the test's. */
final class VirtualTime {

    private final Instant start;
    private volatile long nanos;

    VirtualTime(Instant start) {
        this.start = start;
    }

    /** Nanoseconds since the test began. */
    long nanos() {
        return nanos;
    }

    Instant instant() {
        return start.plusNanos(nanos);
    }

    /** Moves on to a time; one that has passed changes nothing. */
    void moveTo(long newNanos) {
        nanos = Math.max(nanos, newNanos);
    }

    /** The time after a duration, or the last there is. */
    long after(Duration duration) {
        long wait;
        try {
            wait = duration.toNanos();
        } catch (ArithmeticException centuries) {
            wait = Long.MAX_VALUE;
        }
        return wait > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + Math.max(0, wait);
    }
}
