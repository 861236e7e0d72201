package dev.dowel.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
                "* * * * 8", "a * * * *", "1-0 * * * *", "*/0 * * * *", "1,,2 * * * *", ",1 * * * *", "-1 * * * *",
                "1- * * * *", "*/x * * * *", "99999999999 * * * *", "* * * FOO *", "@daily", "1/2/3 * * * *"
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
