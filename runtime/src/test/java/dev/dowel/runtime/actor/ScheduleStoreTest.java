package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Cadence;
import dev.dowel.CronJob;
import dev.dowel.ReadOnly;
import dev.dowel.ScheduledAction;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.EntryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of schedules and jobs is in the store: whole milliseconds, and histories that nobody has to read. */
class ScheduleStoreTest {

    private final Stage stage = new Stage(ActorDefinition.of(Planner.class));

    @ActorType("planner")
    @ActorOptions(noSleep = true)
    static final class Planner extends Actor<Void> {

        @Action
        public void in(long nanos) {
            schedule().at(now().plusNanos(nanos), "tick");
        }

        @Action
        public void every(long millis, long nanos, int history) {
            cron().set(
                            "job",
                            Cadence.every(Duration.ofMillis(millis).plusNanos(nanos))
                                    .maxHistory(history),
                            "tick");
        }

        @Action
        public void delete() {
            cron().delete("job");
        }

        @Action
        public void tick() {}

        /** Milliseconds from the epoch at which actions are due. */
        @ReadOnly
        @Action
        public List<Long> due() {
            return schedule().list().stream()
                    .map(ScheduledAction::dueAt)
                    .map(Instant::toEpochMilli)
                    .toList();
        }

        @ReadOnly
        @Action
        public long interval() {
            Cadence cadence = cron().get("job").map(CronJob::cadence).orElseThrow();
            return ((Cadence.Interval) cadence).interval().toNanos();
        }

        @ReadOnly
        @Action
        public long nextAt() {
            return cron().get("job").map(CronJob::nextAt).orElseThrow().toEpochMilli();
        }

        @ReadOnly
        @Action
        public int runs() {
            return cron().history("job", 1_000).size();
        }
    }

    private Stage.Answer call(String action, @Nullable Object... arguments) {
        return stage.call("planner", "a", action, arguments);
    }

    private int stored() {
        String id = stage.await(stage.runtime.find(Stage.address("planner", "a")))
                .orElseThrow()
                .actorId();
        return stage.store.loadEntries(id, EntryRange.all(ActorPart.SCHEDULE)).size();
    }

    @Test
    void actionIsNeverDueBeforeItsTimeAndInWholeMilliseconds() {
        call("in", 1_500_001);
        List<Long> due = List.of(1_002L);
        assertThat(call("due").<List<?>>as(List.class)).hasToString(due.toString());
        assertThat(stage.restart().call("planner", "a", "due").<List<?>>as(List.class))
                .hasToString(due.toString());
        stage.machine.advance(Duration.ofNanos(1_999_999));
        assertThat(call("due").<List<?>>as(List.class)).hasSize(1);
        stage.machine.advance(Duration.ofNanos(1));
        assertThat(call("due").<List<?>>as(List.class)).isEmpty();
    }

    @Test
    void intervalIsTheSameAfterARestart() {
        call("every", 6_000, 1, 10);
        assertThat(call("interval").asLong()).isEqualTo(6_001_000_000L);
        assertThat(call("nextAt").asLong()).isEqualTo(7_001);
        Stage next = stage.restart();
        next.machine.advance(Duration.ofSeconds(2));
        next.call("planner", "a", "every", 6_000, 1, 10);
        assertThat(next.call("planner", "a", "interval").asLong()).isEqualTo(6_001_000_000L);
        assertThat(next.call("planner", "a", "nextAt").asLong()).isEqualTo(7_001);
    }

    @Test
    void intervalBelowTheBoundIsNotRoundedUpToIt() {
        assertThat(call("every", 4_999, 999_999, 10).errorCode()).isEqualTo("schedule.invalid_interval");
    }

    @Test
    void settingAndDeletingAJobReadsNothingOfItsHistory() {
        call("every", 5_000, 0, 100);
        stage.machine.advance(Duration.ofMinutes(5));
        assertThat(call("runs").asLong()).isEqualTo(60);
        int before = stage.store.entriesRead;
        call("every", 5_000, 0, 100);
        call("every", 6_000, 0, 50);
        call("every", 6_000, 0, 200);
        assertThat(stage.store.entriesRead).isEqualTo(before);
        assertThat(call("runs").asLong()).isEqualTo(50);
        before = stage.store.entriesRead;
        call("every", 6_000, 0, 0);
        call("every", 6_000, 0, 10);
        call("delete");
        assertThat(stage.store.entriesRead).isEqualTo(before);
        assertThat(stored()).isZero();
    }

    @Test
    void deletedJobLeavesNothingInTheStore() {
        call("every", 5_000, 0, 20);
        stage.machine.advance(Duration.ofMinutes(5));
        assertThat(stored()).isEqualTo(21);
        int before = stage.store.entriesRead;
        call("delete");
        assertThat(stage.store.entriesRead).isEqualTo(before);
        assertThat(stored()).isZero();
    }
}
