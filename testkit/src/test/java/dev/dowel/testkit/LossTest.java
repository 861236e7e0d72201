package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test can take away from actors, and what stays. */
@ActorTest(Diary.class)
class LossTest {

    private TestActor<Diary> diary;

    @BeforeEach
    void writeSomething(TestActors actors) {
        diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "stored");
        diary.call(Diary::countSinceAwake);
    }

    @Test
    void crashedActorForgetsItsFieldsAndKeepsItsState(TestActors actors) {
        var other = actors.actor(Diary.class, "other");
        other.call(Diary::countSinceAwake);
        actors.crash(diary);
        assertThat(actors.status(diary).isAwake()).isFalse();
        assertThat(diary.call(Diary::countSinceAwake)).isEqualTo(1);
        assertThat(diary.call(Diary::read)).containsExactly("stored");
        assertThat(other.call(Diary::countSinceAwake)).isEqualTo(2);
    }

    @Test
    void crashOfTheProcessTakesTheMemoryOfAllAndTheCallsUnderWay(TestActors actors) {
        var other = actors.actor(Diary.class, "other");
        other.call(Diary::countSinceAwake);
        diary.call(Diary::scribble, "relaxed, so lost");
        CompletableFuture<String> slow = diary.callAsync(Diary::writeSlowly, "lost", 5L);
        actors.settle();
        actors.crash();
        assertThat(slow).isCompletedExceptionally();
        assertThat(((ActorError) slow.exceptionNow()).code()).isEqualTo("connection_lost");
        assertThat(other.call(Diary::countSinceAwake)).isEqualTo(1);
        assertThat(diary.call(Diary::read)).containsExactly("stored");
    }

    @Test
    void scheduleOutlivesACrash(TestActors actors) {
        diary.call(Diary::writeLater, "due", 60L);
        actors.crash();
        actors.clock().advance(Duration.ofSeconds(60));
        assertThat(diary.call(Diary::read)).containsExactly("stored", "due");
    }

    @Test
    void actorPutToSleepRunsItsHookAndForgetsItsFields(TestActors actors) {
        actors.sleep(diary);
        assertThat(actors.status(diary).isAwake()).isFalse();
        assertThat(actors.state(diary, Diary.Pages.class).texts()).containsExactly("stored", "good night");
        assertThat(diary.call(Diary::countSinceAwake)).isEqualTo(1);
    }

    @Test
    void serverThatIsRestartedPutsActorsToSleepInOrder(TestActors actors) {
        diary.call(Diary::scribble, "relaxed, and kept");
        actors.restart();
        assertThat(diary.call(Diary::read)).containsExactly("stored", "relaxed, and kept", "good night");
        assertThat(diary.call(Diary::countSinceAwake)).isEqualTo(1);
    }

    @Test
    void failedCommitUndoesTheCallWhichMayBeRepeated(TestActors actors) {
        actors.failNextCommit();
        assertThatThrownBy(() -> diary.call(Diary::write, "again")).isInstanceOfSatisfying(ActorError.class, e -> {
            assertThat(e.group() + "." + e.code()).isEqualTo("store.unavailable");
            assertThat(e.retryable()).isTrue();
        });
        diary.call(Diary::write, "again");
        assertThat(diary.call(Diary::read)).containsExactly("stored", "again");
    }

    @Test
    void eachRequestedFailureIsOneCommit(TestActors actors) {
        actors.failNextCommit();
        actors.failNextCommit();
        assertThatThrownBy(() -> diary.call(Diary::write, "a")).isInstanceOf(ActorError.class);
        assertThatThrownBy(() -> diary.call(Diary::write, "b")).isInstanceOf(ActorError.class);
        assertThat(diary.call(Diary::write, "c")).isEqualTo(2);
    }

    @Test
    void destroyedActorIsGone(TestActors actors) {
        diary.call(Diary::tearUp);
        assertThat(actors.exists(diary)).isFalse();
        assertThat(diary.call(Diary::read)).isEmpty();
    }
}
