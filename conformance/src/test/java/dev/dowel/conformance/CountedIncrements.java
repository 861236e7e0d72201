package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the callers of one counter know: how much was acknowledged, what events told, and how much may or may not have happened. Usable from
 * any thread; {@link #restartAt} while nobody calls.
 */
final class CountedIncrements {

    private final String key;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder events = new LongAdder();
    private long base;
    private long acknowledgedBefore;
    private long unansweredBefore;
    private long highest;

    CountedIncrements(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Increments by one until a call has no answer; counts the answers down. */
    void incrementUntilRefused(CounterCalls calls, CountDownLatch answers) {
        while (true) {
            long count;
            try {
                count = calls.increment(key);
            } catch (IOException _) {
                unanswered.increment();
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                unanswered.increment();
                return;
            }
            acknowledged.increment();
            saw(count);
            answers.countDown();
        }
    }

    /** Takes note of an event, which tells of a change as a reply does. */
    void heard(long count) {
        events.increment();
        saw(count);
    }

    private synchronized void saw(long count) {
        highest = Math.max(highest, count);
    }

    /** The smallest count that loses nothing. */
    synchronized long least() {
        long sum = base + acknowledged.sum() - acknowledgedBefore;
        assertThat(highest).as("no count was reached by nobody").isLessThanOrEqualTo(most());
        return Math.max(sum, highest);
    }

    /** The largest count that makes nothing up. */
    synchronized long most() {
        return base + acknowledged.sum() - acknowledgedBefore + unanswered.sum() - unansweredBefore;
    }

    /** Begins the next round with what the server has. */
    synchronized void restartAt(long count) {
        base = count;
        highest = count;
        acknowledgedBefore = acknowledged.sum();
        unansweredBefore = unanswered.sum();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    long events() {
        return events.sum();
    }

    long unanswered() {
        return unanswered.sum();
    }

    @Override
    public synchronized String toString() {
        return "since " + base + ": " + (acknowledged.sum() - acknowledgedBefore) + " acknowledged, highest " + highest
                + ", " + (unanswered.sum() - unansweredBefore) + " unanswered";
    }
}
