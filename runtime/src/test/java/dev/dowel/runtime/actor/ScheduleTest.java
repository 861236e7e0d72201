package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Cadence;
import dev.dowel.CreateRequest;
import dev.dowel.CronRun;
import dev.dowel.ScheduledAction;
import dev.dowel.UserError;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an actor sets to run later happens, and happens as it should. */
class ScheduleTest {

    record Notes(List<String> lines) {
        Notes plus(String line) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            return new Notes(List.copyOf(more));
        }
    }

    private boolean failing;
    private final Stage stage = new Stage(ActorDefinition.of(Planner.class, () -> new Planner(this)));

    @ActorType("planner")
    @ActorOptions(sleepTimeoutMillis = 1_000)
    static final class Planner extends Actor<Notes> {
        private final ScheduleTest test;

        Planner(ScheduleTest test) {
            this.test = test;
        }

        @Override
        protected Notes createState(CreateRequest request) {
            return new Notes(List.of());
        }

        @Action
        public String after(long millis, String text) {
            return schedule().after(Duration.ofMillis(millis), Planner::note, text);
        }

        @Action
        public String afterButFail(long millis, String text) {
            schedule().after(Duration.ofMillis(millis), Planner::note, text);
            throw new UserError("no", "as asked");
        }

        @Action
        public String plan(long millis, String action) {
            return schedule().after(Duration.ofMillis(millis), action);
        }

        @Action
        public String at(String time) {
            return schedule().at(Instant.parse(time), Planner::note, "at");
        }

        @Action
        public String atTheEndOfTime() {
            return schedule().at(Instant.MAX, Planner::note, "never");
        }

        @Action
        public void planMany(int count) {
            for (int i = 0; i < count; i++) {
                schedule().after(Duration.ofDays(1), Planner::note, "x");
            }
        }

        @Action
        public void planLong(int length) {
            schedule().after(Duration.ofDays(1), Planner::note, "x".repeat(length));
        }

        @Action
        public void keep(String name, int entries) {
            cron().set(name, Cadence.every(Duration.ofDays(1)).maxHistory(entries), Planner::note, name);
        }

        @Action
        public boolean cancel(String id) {
            return schedule().cancel(id);
        }

        @Action
        public List<String> pending() {
            return schedule().list().stream().map(ScheduledAction::action).toList();
        }

        @Action(internal = true)
        public void note(String text) {
            if (test.failing) {
                throw new IllegalStateException("on purpose");
            }
            String run = scheduledRun()
                    .map(r -> r.job().orElse("once") + " " + r.attempt())
                    .orElse("called");
            update(n -> n.plus(text + " " + run));
        }

        @Action(internal = true)
        public void slow() throws Exception {
            update(n -> n.plus("slow begins"));
            pause(Duration.ofSeconds(17));
            update(n -> n.plus("slow ends"));
        }

        @Action
        public void every(String name, long seconds) {
            cron().set(name, Cadence.every(Duration.ofSeconds(seconds)), Planner::note, name);
        }

        @Action
        public void everySlow(long seconds) {
            cron().set("slow", Cadence.every(Duration.ofSeconds(seconds)), Planner::slow);
        }

        @Action
        public void everySkipping(long seconds) {
            cron().set(
                            "job",
                            Cadence.every(Duration.ofSeconds(seconds)).missed(Cadence.Missed.SKIP),
                            Planner::note,
                            "job");
        }

        @Action
        public String daily(String name, String expression, String zone) {
            cron().set(name, Cadence.cron(expression, ZoneId.of(zone)).maxHistory(2), Planner::note, name);
            return cron().get(name).orElseThrow().nextAt().toString();
        }

        /** Sets its own job again, as code does that makes sure of a job wherever it runs. */
        @Action
        public void sure(String why) {
            cron().set("sure", Cadence.every(Duration.ofSeconds(10)), Planner::sure, "again");
            update(n -> n.plus(why));
            if (why.equals("again") && test.failing) {
                throw new UserError("x".repeat(70_000), "on purpose");
            }
        }

        @Action
        public void slowly() throws Exception {
            cron().set("slowly", Cadence.every(Duration.ofSeconds(10)), Planner::slowly);
            update(n -> n.plus("slowly"));
            if (scheduledRun().isPresent()) {
                pause(Duration.ofSeconds(3));
            }
        }

        @Action
        public boolean drop(String name) {
            return cron().delete(name);
        }

        @Action
        public List<String> history(String name) {
            return cron().history(name, 100).stream()
                    .map(CronRun::result)
                    .map(CronRun.Result::name)
                    .toList();
        }

        @Action
        public @Nullable String next(String name) {
            return cron().get(name).map(job -> job.nextAt().toString()).orElse(null);
        }

        @Action
        public List<String> notes() {
            return state().lines();
        }

        @Action
        public void end() {
            destroy();
        }
    }

    private Stage.Answer call(String action, @Nullable Object... arguments) {
        return stage.call("planner", "a", action, arguments);
    }

    private List<String> notes() {
        return call("notes").as(List.class);
    }

    private void pass(Duration time) {
        stage.machine.advance(time);
    }

    @Test
    void actionRunsOnceAfterItsTimeAndIsThenOff() {
        call("after", 500, "x");
        pass(Duration.ofMillis(499));
        assertThat(notes()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(notes()).containsExactly("x once 1");
        assertThat(call("pending").<List<?>>as(List.class)).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(notes()).containsExactly("x once 1");
    }

    @Test
    void sleepingActorIsWokenByItsAlarm() {
        call("after", 3_600_000, "x");
        pass(Duration.ofMinutes(59));
        assertThat(stage.await(stage.runtime.find(Stage.address("planner", "a")))
                        .orElseThrow()
                        .connectableAt())
                .isNull();
        pass(Duration.ofMinutes(1));
        assertThat(stage.await(stage.runtime.find(Stage.address("planner", "a")))
                        .orElseThrow()
                        .connectableAt())
                .isNotNull();
        assertThat(notes()).containsExactly("x once 1");
    }

    @Test
    void actionThatCameDueWhileNoServerRanRunsAfterTheStart() {
        call("after", 1_000, "x");
        Stage next = stage.restart();
        next.machine.advance(Duration.ofHours(5));
        assertThat(next.call("planner", "a", "notes").<List<String>>as(List.class))
                .containsExactly("x once 1");
    }

    @Test
    void scheduleOfAFailedTurnDoesNotExist() {
        call("afterButFail", 10, "x");
        pass(Duration.ofSeconds(1));
        assertThat(notes()).isEmpty();
        assertThat(call("pending").<List<?>>as(List.class)).isEmpty();
    }

    @Test
    void cancelledActionDoesNotRun() {
        String id = call("after", 500, "x").as(String.class);
        assertThat(call("cancel", id).<Boolean>as(Boolean.class)).isTrue();
        assertThat(call("cancel", id).<Boolean>as(Boolean.class)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(notes()).isEmpty();
    }

    @Test
    void failedActionIsTriedAgainAfterAGrowingPauseAndGivenUpInTheEnd() {
        failing = true;
        call("after", 0, "x");
        pass(Duration.ofMillis(3_500));
        failing = false;
        pass(Duration.ofMillis(4_500));
        assertThat(notes()).containsExactly("x once 4");
        failing = true;
        call("after", 0, "y");
        pass(Duration.ofHours(2));
        assertThat(call("pending").<List<?>>as(List.class)).isEmpty();
        failing = false;
        pass(Duration.ofHours(2));
        assertThat(notes()).containsExactly("x once 4");
    }

    @Test
    void removalCommitsWithTheEffectOrNotAtAll() {
        call("after", 100, "x");
        stage.store.full = true;
        pass(Duration.ofMillis(100));
        stage.store.full = false;
        pass(Duration.ofMinutes(3));
        assertThat(notes()).containsExactly("x once 1");
    }

    @Test
    void timesThatCannotBeAreRefusedAndThePastIsNow() {
        assertThat(call("atTheEndOfTime").errorCode()).isEqualTo("schedule.invalid_time");
        assertThat(call("plan", 10, "nothing").errorCode()).isEqualTo("schedule.action_not_found");
        call("at", "1960-01-01T00:00:00Z");
        pass(Duration.ofMillis(1));
        assertThat(notes()).containsExactly("at once 1");
    }

    @Test
    void intervalKeepsItsTimesHoweverLongARunTakes() {
        call("every", "tick", 10);
        pass(Duration.ofSeconds(35));
        assertThat(notes()).containsExactly("tick tick 1", "tick tick 1", "tick tick 1");
        String next = call("next", "tick").as(String.class);
        assertThat(Instant.parse(next).getEpochSecond() % 10).isEqualTo(1);
        assertThat(call("history", "tick").<List<String>>as(List.class)).containsExactly("OK", "OK", "OK");
    }

    @Test
    void runThatIsDueWhileTheOneBeforeGoesOnIsSkippedAndNoted() {
        call("everySlow", 5);
        pass(Duration.ofSeconds(26));
        assertThat(notes()).startsWith("slow begins", "slow ends", "slow begins");
        assertThat(call("history", "slow").<List<String>>as(List.class)).containsExactly("SKIPPED", "OK");
    }

    @Test
    void missedRunsAreMadeUpForOnceOrSkipped() {
        call("every", "once", 60);
        call("everySkipping", 60);
        Stage next = stage.restart();
        next.machine.setWall(Duration.ofMinutes(10).plusSeconds(30).toNanos());
        next.machine.advance(Duration.ofSeconds(61));
        List<String> notes = next.call("planner", "a", "notes").as(List.class);
        assertThat(notes).containsExactlyInAnyOrder("once once 1", "once once 1", "job job 1");
        assertThat(next.call("planner", "a", "history", "job").<List<String>>as(List.class))
                .containsExactly("OK", "SKIPPED");
    }

    @Test
    void failedRunIsNotedAndTheJobGoesOn() {
        failing = true;
        call("every", "tick", 10);
        pass(Duration.ofSeconds(10));
        failing = false;
        pass(Duration.ofSeconds(10));
        assertThat(call("history", "tick").<List<String>>as(List.class)).containsExactly("OK", "ERROR");
    }

    @Test
    void jobIsReplacedByItsNameAndKeepsItsTimeIfTheCadenceIsTheSame() {
        call("every", "tick", 10);
        pass(Duration.ofSeconds(4));
        String first = call("next", "tick").as(String.class);
        call("every", "tick", 10);
        assertThat(call("next", "tick").<String>as(String.class)).isEqualTo(first);
        call("every", "tick", 20);
        assertThat(call("next", "tick").<String>as(String.class)).isNotEqualTo(first);
        assertThat(call("drop", "tick").<Boolean>as(Boolean.class)).isTrue();
        assertThat(call("drop", "tick").<Boolean>as(Boolean.class)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(notes()).isEmpty();
    }

    @Test
    void jobThatSetsItselfAgainRunsOncePerTime() {
        call("sure", "first");
        pass(Duration.ofSeconds(25));
        assertThat(notes()).containsExactly("first", "again", "again");
        assertThat(call("history", "sure").<List<String>>as(List.class)).containsExactly("OK", "OK");
    }

    @Test
    void jobThatIsSetAgainWhileItRunsRunsOncePerTime() {
        call("slowly");
        pass(Duration.ofSeconds(11));
        call("slowly");
        pass(Duration.ofSeconds(14));
        assertThat(notes()).containsExactly("slowly", "slowly", "slowly", "slowly");
        assertThat(call("history", "slowly").<List<String>>as(List.class)).containsExactly("OK", "OK");
    }

    @Test
    void failureIsNotedHoweverLongItsCode() {
        call("sure", "first");
        failing = true;
        pass(Duration.ofSeconds(25));
        assertThat(notes()).containsExactly("first");
        assertThat(call("history", "sure").<List<String>>as(List.class)).containsExactly("ERROR", "ERROR");
    }

    @Test
    void historyKeepsNoMoreThanItsBound() {
        call("daily", "m", "* * * * *", "UTC");
        pass(Duration.ofMinutes(5));
        assertThat(call("history", "m").<List<String>>as(List.class)).hasSize(2);
        assertThat(notes()).hasSize(5);
        call("drop", "m");
        assertThat(call("history", "m").<List<String>>as(List.class)).isEmpty();
    }

    @Test
    void jobsThatCannotBeAreRefused() {
        assertThat(call("daily", "x", "61 * * * *", "UTC").errorCode()).isEqualTo("schedule.invalid_cron");
        assertThat(call("daily", "x", "0 0 31 2 *", "UTC").errorCode()).isEqualTo("schedule.invalid_cron");
        assertThat(call("daily", "x", "* * * * *", "Mars/Base").errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(call("daily", "", "* * * * *", "UTC").errorCode()).isEqualTo("schedule.invalid_name");
        assertThat(call("every", "x", 1).errorCode()).isEqualTo("schedule.invalid_interval");
    }

    @Test
    void actionThatNoLongerExistsIsRemovedAndTheActorGoesOn() {
        call("after", 100, "x");
        call("every", "tick", 10);
        Stage other = stage.restart(ActorDefinition.<Notes>named("planner")
                .state(Notes.class, request -> new Notes(List.of()))
                .action(
                        "count",
                        Integer.class,
                        c -> c.schedule().list().size() + c.cron().list().size())
                .build());
        other.machine.advance(Duration.ofSeconds(11));
        assertThat(other.call("planner", "a", "count").asLong()).isZero();
    }

    @Test
    void destroyedActorsAlarmIsGone() {
        call("after", 1_000, "x");
        call("end");
        assertThat(stage.store.alarms(null, Long.MAX_VALUE, 10)).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(stage.await(stage.runtime.find(Stage.address("planner", "a"))))
                .isEmpty();
    }

    @Test
    void actorThatDoesNotStartIsTriedAgainForItsAlarmAndCanBeDestroyed() {
        call("after", 60_000, "x");
        String id = stage.await(stage.runtime.find(Stage.address("planner", "a")))
                .orElseThrow()
                .actorId();
        Stage broken = stage.restart(ActorDefinition.<Notes>named("planner")
                .state(Notes.class, request -> new Notes(List.of()))
                .onWake(c -> {
                    throw new IllegalStateException("on purpose");
                })
                .build());
        broken.machine.advance(Duration.ofMinutes(2));
        assertThat(broken.store.alarms(null, Long.MAX_VALUE, 10)).hasSize(1);
        Stage.Answer answer = broken.begin(new Target.ById("default", id), null, "x");
        broken.machine.settle();
        assertThat(answer.errorCode()).isEqualTo("actor.start_failed");
        var destroyed = broken.runtime.destroy("default", id);
        broken.machine.settle();
        assertThat(destroyed).isCompleted();
        assertThat(broken.store.alarms(null, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(broken.await(broken.runtime.find("default", id))).isEmpty();
    }

    @Test
    void clockThatIsSetForwardIsNoticed() {
        call("after", 3_600_000, "x");
        pass(Duration.ofSeconds(2));
        stage.machine.setWall(Duration.ofHours(1).toNanos());
        pass(Duration.ofMinutes(1));
        assertThat(notes()).containsExactly("x once 1");
    }

    @Test
    void actionsThatAreSetAreBounded() {
        assertThat(call("planMany", 10_000).error).isNull();
        assertThat(call("planMany", 1).errorCode()).isEqualTo("schedule.too_many");
        assertThat(call("pending").<List<?>>as(List.class)).hasSize(10_000);
    }

    @Test
    void argumentsThatAreSetAreBounded() {
        assertThat(call("planLong", 60_000).error).isNull();
        assertThat(call("planLong", 70_000).errorCode()).isEqualTo("schedule.arguments_too_large");
    }

    @Test
    void historiesAreBounded() {
        assertThat(call("keep", "a", 1_001).errorCode()).isEqualTo("schedule.invalid_history");
        for (int i = 0; i < 10; i++) {
            assertThat(call("keep", "job" + i, 1_000).error).isNull();
        }
        assertThat(call("keep", "one more", 1).errorCode()).isEqualTo("schedule.too_many");
    }

    @Test
    void runThatIsHoursLateIsSkippedAlthoughTheNextIsFar() {
        call("everySkipping", 86_400);
        Stage next = stage.restart();
        next.machine.setWall(Duration.ofHours(27).toNanos());
        next.machine.advance(Duration.ofSeconds(61));
        assertThat(next.call("planner", "a", "notes").<List<String>>as(List.class))
                .isEmpty();
        assertThat(next.call("planner", "a", "history", "job").<List<String>>as(List.class))
                .containsExactly("SKIPPED");
    }
}
