package dev.dowel.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When cron expressions are due. */
class CronExpressionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static List<String> times(String expression, ZoneId zone, String after, int count) {
        List<String> times = new ArrayList<>();
        Instant time = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            time = CronExpression.parse(expression).next(time, zone).orElseThrow();
            times.add(time.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *         | 2026-11-24T08:51:05Z | 2026-11-24T08:52:00Z
            * * * * *         | 2026-11-24T08:51:00Z | 2026-11-24T08:52:00Z
            */15 * * * *      | 2026-11-24T08:51:00Z | 2026-11-24T09:00:00Z
            5/20 * * * *      | 2026-11-24T08:30:00Z | 2026-11-24T08:45:00Z
            0 9 * * *         | 2026-11-24T09:00:00Z | 2026-11-25T09:00:00Z
            0 9-17/4 * * *    | 2026-11-24T09:00:00Z | 2026-11-24T13:00:00Z
            30 8 1,15 * *     | 2026-11-24T09:00:00Z | 2026-12-01T08:30:00Z
            0 0 * * MON-FRI   | 2026-11-27T00:00:00Z | 2026-11-30T00:00:00Z
            0 0 * * 7         | 2026-11-24T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 * * sun       | 2026-11-24T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 29 2 *        | 2026-11-24T00:00:00Z | 2028-02-29T00:00:00Z
            0 0 31 * *        | 2026-11-24T00:00:00Z | 2026-12-31T00:00:00Z
            0 0 13 * FRI      | 2026-11-24T00:00:00Z | 2026-11-27T00:00:00Z
            0 0 1 JAN *       | 2026-11-24T00:00:00Z | 2027-01-01T00:00:00Z
            0 0 29 2 */7      | 2026-11-24T00:00:00Z | 2032-02-29T00:00:00Z
            """)
    void nextTimeIsTheFirstThatMatches(String expression, String after, String expected) {
        assertThat(times(expression.strip(), ZoneOffset.UTC, after.strip(), 1)).containsExactly(expected.strip());
    }

    @Test
    void timeThatTheClocksSkipRunsAtTheEndOfTheGap() {
        assertThat(times("30 2 * * *", BERLIN, "2027-03-27T00:00:00Z", 3))
                .containsExactly("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
        assertThat(times("30 2 * * *", NEW_YORK, "2027-03-13T12:00:00Z", 2))
                .containsExactly("2027-03-14T07:00:00Z", "2027-03-15T06:30:00Z");
    }

    @Test
    void timeThatTheClocksRepeatRunsOnce() {
        assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("30 1 * * *", NEW_YORK, "2026-10-31T12:00:00Z", 2))
                .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
    }

    @Test
    void everyMinutesGoOnThroughBothChanges() {
        assertThat(times("*/30 * * * *", BERLIN, "2027-03-28T00:30:00Z", 3))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-28T01:30:00Z", "2027-03-28T02:00:00Z");
        assertThat(times("*/30 * * * *", BERLIN, "2026-10-25T00:00:00Z", 4))
                .containsExactly(
                        "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z");
    }

    /** Lord Howe turns by half an hour, Chatham at a quarter to. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 9 * * *   | Australia/Lord_Howe | 2027-04-03T00:00:00Z | 2027-04-03T22:30:00Z
            0 3 * * *   | Australia/Lord_Howe | 2026-10-03T00:00:00Z | 2026-10-03T16:00:00Z
            45 1 * * *  | Australia/Lord_Howe | 2027-04-03T00:00:00Z | 2027-04-03T14:45:00Z
            45 1 * * *  | Australia/Lord_Howe | 2027-04-03T14:45:00Z | 2027-04-04T15:15:00Z
            50 3 * * *  | Pacific/Chatham     | 2026-09-26T00:00:00Z | 2026-09-26T14:05:00Z
            0 3 * * *   | Pacific/Chatham     | 2026-09-26T00:00:00Z | 2026-09-26T14:00:00Z
            10 3 * * *  | Pacific/Chatham     | 2027-04-03T14:05:00Z | 2027-04-04T14:25:00Z
            0 0 * * *   | Africa/Cairo        | 2027-04-29T12:00:00Z | 2027-04-29T22:00:00Z
            """)
    void changesThatAreNotOnTheFullHourLoseNothing(String expression, String zone, String after, String expected) {
        assertThat(times(expression.strip(), ZoneId.of(zone.strip()), after.strip(), 1))
                .containsExactly(expected.strip());
    }

    /** The same minutes, looked at one by one, over years of clock changes. */
    @Test
    void nextTimeIsTheOneThatASearchMinuteByMinuteFinds() {
        List<String> zones =
                List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Cairo");
        Random random = new Random(11);
        for (int round = 0; round < 400; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant change = zone.getRules()
                    .nextTransition(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(2_000))))
                    .getInstant();
            Instant after = change.minus(Duration.ofMinutes(random.nextInt(400) - 100));
            int minute = random.nextInt(4) * 15;
            int hour = random.nextInt(5);
            String text = minute + " " + hour + " * * *";
            assertThat(CronExpression.parse(text).next(after, zone))
                    .as("%s in %s after %s", text, zone, after)
                    .contains(search(after, LocalTime.of(hour, minute), zone));
        }
    }

    private static Instant search(Instant after, LocalTime time, ZoneId zone) {
        for (Instant i = after.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60); ; i = i.plusSeconds(60)) {
            LocalDate day = i.atZone(zone).toLocalDate();
            // a zoned time in a gap is moved behind it by the length of the gap: its beginning is the end of the gap
            ZoneOffsetTransition gap = zone.getRules().getTransition(day.atTime(time));
            Instant due = gap != null && gap.isGap()
                    ? gap.getInstant()
                    : day.atTime(time).atZone(zone).withEarlierOffsetAtOverlap().toInstant();
            if (due.equals(i)) {
                return i;
            }
        }
    }

    @Test
    void expressionIsNotLongerThanCanBeStored() {
        String text = "0".concat(",0".repeat(40_000)) + " * * * *";
        assertThatThrownBy(() -> CronExpression.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "a * * * *",
                "1-0 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                ",1 * * * *",
                "-1 * * * *",
                "1- * * * *",
                "*/x * * * *",
                "99999999999 * * * *",
                "* * * FOO *",
                "@daily",
                "1/2/3 * * * *"
            })
    void textThatIsNoExpressionIsRefused(String text) {
        assertThatThrownBy(() -> CronExpression.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void expressionThatIsNeverDueHasNoNextTime() {
        Instant now = Instant.parse("2026-11-24T00:00:00Z");
        assertThat(CronExpression.parse("0 0 31 2 *").next(now, BERLIN)).isEmpty();
        assertThat(CronExpression.parse("* * * * *").next(Instant.MAX, BERLIN)).isEqualTo(Optional.empty());
    }
}
