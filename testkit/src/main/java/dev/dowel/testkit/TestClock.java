package dev.dowel.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a test: what {@code now()} returns in actors, and what schedules, cron jobs, time-outs, pauses, queues and going to
 * sleep go by. Test's thread only.
 *
 * <p>It stands still while the test does other things, except that a call whose answer takes time lets that time pass.
 *
 * {@snippet :
 * actors.clock().advance(Duration.ofHours(25));
 * }
 */
public final class TestClock {

    private final Engine engine;

    TestClock(Engine engine) {
        this.engine = engine;
    }

    /** What time it is. */
    public Instant now() {
        return engine.time().instant();
    }

    /**
     * Lets time pass. Everything that is due until then happens at its time, in order, with all that follows from it.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not go back, by " + duration + " or at all.");
        }
        engine.advance(duration);
    }

    /**
     * Lets time pass up to a moment.
     *
     * @throws IllegalArgumentException if it is in the past
     */
    public void advanceTo(Instant time) {
        if (time.isBefore(now())) {
            throw new IllegalArgumentException("It is " + now() + " already: time does not go back to " + time + ".");
        }
        advance(Duration.between(now(), time));
    }

    @Override
    public String toString() {
        return "TestClock[" + now() + "]";
    }
}
