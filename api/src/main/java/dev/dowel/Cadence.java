package dev.dowel;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How often a job runs, and what happens to runs that could not happen in time. Immutable.
 *
 * {@snippet :
 * cron().set("report", Cadence.cron("0 9 * * MON-FRI", ZoneId.of("Europe/Berlin")), Reports::run, "sales");
 * cron().set("sweep", Cadence.every(Duration.ofSeconds(15)).maxHistory(0), Cache::sweep);
 * }
 */
public sealed interface Cadence {

    /** How many entries of history a job keeps if it does not say. */
    int DEFAULT_HISTORY = 100;

    /** The most entries of history a job can keep. */
    int MAX_HISTORY = 1_000;

    /** The shortest interval. */
    Duration MIN_INTERVAL = Duration.ofSeconds(5);

    /** What happens to runs that were missed: no server ran, so that one came more than a minute late or the next was due. */
    enum Missed {
        /** All of them together are made up for by one run. */
        RUN_ONCE,
        /** They are left out, and noted in the history as skipped. */
        SKIP
    }

    /** Entries of history that are kept; 0 for none. */
    int maxHistory();

    /** What happens to missed runs. */
    Missed missed();

    /** The same with another length of history, between 0 and {@link #MAX_HISTORY}. */
    Cadence maxHistory(int entries);

    /** The same with another answer to missed runs. */
    Cadence missed(Missed answer);

    /**
     * By the calendar.
     *
     * @param expression five fields: minute, hour, day of month, month, day of week
     * @param zone where the calendar hangs; a time that the clocks skip runs right after the gap, one that they repeat
     *     runs once
     */
    record Calendar(String expression, ZoneId zone, int maxHistory, Missed missed) implements Cadence {

        @Override
        public Calendar maxHistory(int entries) {
            return new Calendar(expression, zone, entries, missed);
        }

        @Override
        public Calendar missed(Missed answer) {
            return new Calendar(expression, zone, maxHistory, answer);
        }
    }

    /**
     * At a fixed interval, counted from when it was set: how long a run takes does not move the next.
     *
     * @param interval at least {@link #MIN_INTERVAL}
     */
    record Interval(Duration interval, int maxHistory, Missed missed) implements Cadence {

        @Override
        public Interval maxHistory(int entries) {
            return new Interval(interval, entries, missed);
        }

        @Override
        public Interval missed(Missed answer) {
            return new Interval(interval, maxHistory, answer);
        }
    }

    /** By the calendar in UTC. */
    static Calendar cron(String expression) {
        return cron(expression, ZoneOffset.UTC);
    }

    /** By the calendar of a time zone. */
    static Calendar cron(String expression, ZoneId zone) {
        return new Calendar(expression, zone, DEFAULT_HISTORY, Missed.RUN_ONCE);
    }

    /** At a fixed interval. */
    static Interval every(Duration interval) {
        return new Interval(interval, DEFAULT_HISTORY, Missed.RUN_ONCE);
    }
}
