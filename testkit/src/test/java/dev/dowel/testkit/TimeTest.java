package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.CronJob;
import dev.dowel.ScheduledAction;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The time of a test stands still, and when it passes everything happens that is due. */
@ActorTest(value = Diary.class, startsAt = "2026-03-01T00:00:00Z")
class TimeTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static Diary.Pages pages(TestActors actors, TestActor<Diary> diary) {
        return actors.state(diary, Diary.Pages.class);
    }

    @Test
    void actorsSeeTheTimeOfTheTest(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "now");
        actors.clock().advance(Duration.ofMinutes(90));
        diary.call(Diary::write, "later");
        assertThat(actors.clock().now()).isEqualTo(START.plus(Duration.ofMinutes(90)));
        assertThat(pages(actors, diary).entries().getFirst().at()).isEqualTo(START);
        assertThat(pages(actors, diary).entries().getLast().at()).isEqualTo(START.plus(Duration.ofMinutes(90)));
    }

    @Test
    void scheduleRunsAtItsTimeAndNotBeforeAlsoWhileTheActorSleeps(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::writeLater, "due", 3_600L);
        assertThat(actors.schedules(diary))
                .extracting(ScheduledAction::action, ScheduledAction::dueAt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("note", START.plusSeconds(3_600)));
        actors.clock().advance(Duration.ofMillis(3_599_999));
        assertThat(actors.status(diary).isAwake()).isFalse();
        assertThat(pages(actors, diary).texts()).containsExactly("good night");
        actors.clock().advance(Duration.ofMillis(1));
        assertThat(pages(actors, diary).entries().getLast())
                .isEqualTo(new Diary.Entry("due", START.plusSeconds(3_600)));
        assertThat(actors.schedules(diary)).isEmpty();
    }

    @Test
    void cronJobRunsEveryDayForAMonth(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::writeDaily, "dear diary");
        assertThat(actors.jobs(diary)).extracting(CronJob::nextAt).containsExactly(START.plusSeconds(7 * 3_600));
        actors.clock().advance(Duration.ofDays(31));
        assertThat(pages(actors, diary).texts())
                .filteredOn("dear diary"::equals)
                .hasSize(31);
    }

    @Test
    void idleActorSleepsAfterItsTimeAndWakesForACall(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "awake");
        actors.clock().advance(Duration.ofMillis(9_999));
        assertThat(actors.status(diary).isAwake()).isTrue();
        actors.clock().advance(Duration.ofMillis(1));
        assertThat(actors.status(diary).isAwake()).isFalse();
        assertThat(diary.call(Diary::read)).containsExactly("awake", "good night");
        assertThat(actors.status(diary).isAwake()).isTrue();
    }

    @Test
    void callThatPausesIsAnsweredAtOnceAndTheTimeHasPassed(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        assertThat(diary.call(Diary::writeSlowly, "slow", 25L)).isEqualTo("slow");
        assertThat(actors.clock().now()).isEqualTo(START.plusSeconds(25));
    }

    @Test
    void actionThatTakesTooLongTimesOut(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        assertThatThrownBy(() -> diary.call(Diary::writeSlowly, "never", 31L))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("action_timed_out"));
        assertThat(diary.call(Diary::read)).isEmpty();
    }

    @Test
    void actionThatNeverEndsTimesOutWhenTheTestLetsTimePass(TestActors actors) {
        CompletableFuture<?> pondering = actors.actor(Diary.class, "d").callAsync(Diary::ponder);
        actors.clock().advance(Duration.ofSeconds(29));
        assertThat(pondering).isNotDone();
        actors.clock().advance(Duration.ofSeconds(2));
        assertThat(pondering).isCompletedExceptionally();
    }

    @Test
    void callWaitsInRealTimeForWhatHappensOutside(TestActors actors) {
        assertThat(actors.actor(Diary.class, "d").call(Diary::askOutside)).isEqualTo("answered");
        assertThat(actors.clock().now()).isEqualTo(START);
    }

    @Test
    void reasonsWhyAnActorIsAwakeAreTold(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        var slow = diary.callAsync(Diary::writeSlowly, "slow", 20L);
        actors.settle();
        assertThat(actors.status(diary).awakeFor()).containsExactly("call");
        slow.join();
        assertThat(actors.status(diary).awakeFor()).isEmpty();
        assertThat(actors.status(diary).isAwake()).isTrue();
    }

    @Test
    void relaxedChangeIsStoredAfterItsInterval(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "synced");
        diary.call(Diary::scribble, "relaxed");
        assertThat(pages(actors, diary).texts()).containsExactly("synced");
        actors.clock().advance(Duration.ofSeconds(1));
        assertThat(pages(actors, diary).texts()).containsExactly("synced", "relaxed");
    }
}
