package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.CronRun;
import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.TestActor;
import dev.dowel.testkit.TestActors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The patterns whose point is time. */
@ActorTest(
        value = {DailyDigest.class, RateLimiter.class},
        startsAt = "2026-03-27T12:00:00Z")
class TimePatternsTest {

    @Test
    void digestIsSentEveryMorning(TestActors actors) {
        var digest = actors.actor(DailyDigest.class, "reader");
        var digests = actors.captureEvents(digest, DailyDigest.DIGEST);
        digest.call(DailyDigest::subscribe, "Europe/Berlin");
        digest.call(DailyDigest::note, "it rains");
        actors.clock().advance(Duration.ofDays(1));
        assertThat(digests.all()).containsExactly(List.of("it rains"));
        actors.clock().advance(Duration.ofDays(1)); // no news, no digest
        assertThat(digests.all()).hasSize(1);
    }

    @Test
    void digestComesAtSevenOnBothSidesOfTheChangeToSummerTime(TestActors actors) {
        var digest = actors.actor(DailyDigest.class, "reader");
        digest.call(DailyDigest::subscribe, "Europe/Berlin");
        actors.clock().advance(Duration.ofDays(3));
        assertThat(digest.call(DailyDigest::runs))
                .extracting(CronRun::startedAt)
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-03-28T06:00:00Z"),
                        Instant.parse("2026-03-29T05:00:00Z"),
                        Instant.parse("2026-03-30T05:00:00Z"));
    }

    @Test
    void digestWaitsForASleepingActorAndAServerThatWasDown(TestActors actors) {
        var digest = actors.actor(DailyDigest.class, "reader");
        digest.call(DailyDigest::subscribe, "UTC");
        digest.call(DailyDigest::note, "it rains");
        actors.crash();
        assertThat(actors.status(digest).isAwake()).isFalse();
        actors.clock().advance(Duration.ofDays(1));
        assertThat(actors.state(digest, DailyDigest.State.class)).isEqualTo(new DailyDigest.State(List.of(), 1));
    }

    @Test
    void commitThatFailsInTheJobIsMadeUpFor(TestActors actors) {
        var digest = actors.actor(DailyDigest.class, "reader");
        digest.call(DailyDigest::subscribe, "UTC");
        digest.call(DailyDigest::note, "it rains");
        actors.failNextCommit();
        assertThatThrownBy(() -> digest.call(DailyDigest::note, "lost")).isInstanceOf(ActorError.class);
        actors.clock().advance(Duration.ofDays(1));
        assertThat(actors.state(digest, DailyDigest.State.class).sent()).isEqualTo(1);
    }

    @Test
    void limiterAllowsTenAtOnceAndOneMoreEverySecond(TestActors actors) {
        var limiter = actors.actor(RateLimiter.class, "10.0.0.1");
        assertThat(allowed(limiter, 15)).isEqualTo(10);
        actors.clock().advance(Duration.ofMillis(999));
        assertThat(allowed(limiter, 15)).isZero();
        actors.clock().advance(Duration.ofMillis(2_001));
        assertThat(allowed(limiter, 15)).isEqualTo(3);
        actors.clock().advance(Duration.ofHours(1));
        assertThat(allowed(limiter, 15)).isEqualTo(10);
    }

    @Test
    void limiterMayForgetASecondInACrashAndNoMore(TestActors actors) {
        var limiter = actors.actor(RateLimiter.class, "10.0.0.1");
        assertThat(allowed(limiter, 4)).isEqualTo(4);
        actors.clock().advance(Duration.ofSeconds(1)); // stored by now, and one token came back
        assertThat(allowed(limiter, 2)).isEqualTo(2);
        actors.crash();
        assertThat(allowed(limiter, 15)).isEqualTo(7);
    }

    private static int allowed(TestActor<RateLimiter> limiter, int requests) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            allowed += limiter.call(RateLimiter::tryAcquire) ? 1 : 0;
        }
        return allowed;
    }
}
