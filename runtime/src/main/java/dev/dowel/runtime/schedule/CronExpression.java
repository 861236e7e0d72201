package dev.dowel.runtime.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week. Immutable.
 *
 * <p>If both days are restricted, one of them is enough, as in every cron. Clock changes: a time that is skipped runs at the
 * end of the gap, a time that is repeated runs the first time only. If the hour is not restricted, the minutes count as they
 * pass: nothing is made up for and nothing left out.
 */
final class CronExpression {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Characters; every number of every field, listed, has fewer. */
    private static final int LONGEST = 1_000;

    /** The longest time between two runs: from a 29 February that is a certain weekday to the next, over 2100. */
    private static final Duration HORIZON = Duration.ofDays(366L * 41);

    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    private CronExpression(List<String> fields) {
        minutes = CronField.parse(fields.get(0), 0, 59, List.of(), 0);
        hours = CronField.parse(fields.get(1), 0, 23, List.of(), 0);
        days = CronField.parse(fields.get(2), 1, 31, List.of(), 0);
        months = CronField.parse(fields.get(3), 1, 12, MONTHS, 1);
        weekdays = CronField.parse(fields.get(4), 0, 7, DAYS, 0);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static CronExpression parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A cron expression has at most " + LONGEST + " characters.");
        }
        List<String> fields = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(text, " \t");
        while (words.hasMoreTokens()) {
            fields.add(words.nextToken());
        }
        if (fields.size() != 5) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a cron expression: it has five fields, minute, hour, day of month, month, day of week.");
        }
        return new CronExpression(fields);
    }

    /** The first time after another at which it is due, or nothing if that never comes. */
    Optional<Instant> next(Instant after, ZoneId zone) {
        Instant end;
        ZonedDateTime time;
        try {
            end = after.plus(HORIZON);
            time = after.truncatedTo(ChronoUnit.MINUTES)
                    .plus(1, ChronoUnit.MINUTES)
                    .atZone(zone);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
        while (time.toInstant().isBefore(end)) {
            if (isDue(time)) {
                return Optional.of(time.toInstant());
            }
            time = later(time);
        }
        return Optional.empty();
    }

    /** The next time that has to be looked at. */
    private ZonedDateTime later(ZonedDateTime time) {
        if (!matchesDate(time.toLocalDateTime())) {
            return time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
        }
        if (!hours.contains(time.getHour())) {
            return notPastChange(time, time.plusMinutes(60L - time.getMinute()));
        }
        return time.plusMinutes(1);
    }

    /** A clock change on the way has to be looked at: not all of them are on the full hour. */
    private static ZonedDateTime notPastChange(ZonedDateTime time, ZonedDateTime later) {
        ZoneOffsetTransition change = time.getZone().getRules().nextTransition(time.toInstant());
        return change == null || !change.getInstant().isBefore(later.toInstant())
                ? later
                : change.getInstant().atZone(time.getZone());
    }

    private boolean isDue(ZonedDateTime time) {
        Optional<ZoneOffsetTransition> change = changeAt(time);
        if (!hours.isAll() && change.filter(ZoneOffsetTransition::isGap).isPresent() && skipped(change.get())) {
            return true;
        }
        return matches(time.toLocalDateTime()) && (hours.isAll() || !isRepeated(time));
    }

    private static Optional<ZoneOffsetTransition> changeAt(ZonedDateTime time) {
        ZoneOffsetTransition last =
                time.getZone().getRules().previousTransition(time.toInstant().plusNanos(1));
        return Optional.ofNullable(last).filter(change -> change.getInstant().equals(time.toInstant()));
    }

    /** Whether a run is due among the local times that a gap leaves out. */
    private boolean skipped(ZoneOffsetTransition gap) {
        LocalDateTime time = gap.getDateTimeBefore();
        while (time.isBefore(gap.getDateTimeAfter())) {
            if (matches(time)) {
                return true;
            }
            time = time.plusMinutes(1);
        }
        return false;
    }

    private static boolean isRepeated(ZonedDateTime time) {
        return !time.withEarlierOffsetAtOverlap().getOffset().equals(time.getOffset());
    }

    private boolean matches(LocalDateTime time) {
        return minutes.contains(time.getMinute()) && hours.contains(time.getHour()) && matchesDate(time);
    }

    private boolean matchesDate(LocalDateTime time) {
        if (!months.contains(time.getMonthValue())) {
            return false;
        }
        int weekday = time.getDayOfWeek().getValue();
        boolean byDay = days.contains(time.getDayOfMonth());
        boolean byWeekday = weekdays.contains(weekday) || (weekday == 7 && weekdays.contains(0));
        return (days.isStar() || weekdays.isStar()) ? (byDay && byWeekday) : (byDay || byWeekday);
    }
}
