package dev.dowel.runtime.schedule;

import dev.dowel.ActorError;
import dev.dowel.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When jobs are due. Stateless. */
final class Cadences {

    private Cadences() {}

    /**
     * A cadence that can be set and is stored as it is: parts of an interval below a millisecond count as a whole one.
     *
     * @throws ActorError {@code schedule.invalid_history} or {@code schedule.invalid_interval}
     */
    static Cadence checked(Cadence cadence) {
        if (cadence.maxHistory() < 0 || cadence.maxHistory() > Cadence.MAX_HISTORY) {
            throw new ActorError(
                    "schedule",
                    "invalid_history",
                    "A job keeps 0 to " + Cadence.MAX_HISTORY + " entries of history, not " + cadence.maxHistory()
                            + ".",
                    null);
        }
        return switch (cadence) {
            case Cadence.Calendar calendar -> calendar;
            case Cadence.Interval interval ->
                new Cadence.Interval(wholeMillis(interval.interval()), interval.maxHistory(), interval.missed());
        };
    }

    private static Duration wholeMillis(Duration interval) {
        if (interval.compareTo(Cadence.MIN_INTERVAL) < 0) {
            throw new ActorError(
                    "schedule",
                    "invalid_interval",
                    "An interval is at least " + Cadence.MIN_INTERVAL.toSeconds() + " s.",
                    null);
        }
        Duration floor = interval.truncatedTo(ChronoUnit.MILLIS);
        return floor.equals(interval) ? interval : floor.plusMillis(1);
    }

    /**
     * The first time a job is due after it was set.
     *
     * @throws ActorError {@code schedule.invalid_cron} or {@code schedule.invalid_interval}
     */
    static Instant first(Cadence cadence, Instant now) {
        return switch (cadence) {
            case Cadence.Calendar calendar -> firstOf(calendar, now);
            case Cadence.Interval interval -> plus(now, interval.interval());
        };
    }

    private static Instant firstOf(Cadence.Calendar calendar, Instant now) {
        CronExpression expression;
        try {
            expression = CronExpression.parse(calendar.expression());
        } catch (IllegalArgumentException e) {
            throw new ActorError("schedule", "invalid_cron", String.valueOf(e.getMessage()), null, null, e);
        }
        return expression
                .next(now, calendar.zone())
                .orElseThrow(() -> new ActorError(
                        "schedule", "invalid_cron", "\"" + calendar.expression() + "\" is never due.", null));
    }

    /** Whether two cadences mean the same times. */
    static boolean sameTimes(Cadence one, Cadence other) {
        return one.maxHistory(0)
                .missed(Cadence.Missed.RUN_ONCE)
                .equals(other.maxHistory(0).missed(Cadence.Missed.RUN_ONCE));
    }

    /** The first time after now, for a job that was due at a time. */
    static Instant next(Cadence cadence, Instant dueAt, Instant now) {
        return switch (cadence) {
            case Cadence.Calendar calendar ->
                CronExpression.parse(calendar.expression())
                        .next(now.isAfter(dueAt) ? now : dueAt, calendar.zone())
                        .orElseThrow(
                                () -> new IllegalStateException("A cron expression that was due is never due again."));
            case Cadence.Interval interval -> {
                long late = Math.max(0, Duration.between(dueAt, now).toMillis());
                long passed = late / interval.interval().toMillis();
                yield plus(dueAt, interval.interval().multipliedBy(passed + 1));
            }
        };
    }

    private static Instant plus(Instant time, Duration duration) {
        try {
            return Instant.ofEpochMilli(time.plus(duration).toEpochMilli());
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw new ActorError("schedule", "invalid_interval", "The interval is too long.", null, null, e);
        }
    }
}
