package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.QueueReply;
import dev.dowel.TypeToken;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Handles of a test call, create and fail as those of a client. */
@ActorTest(Diary.class)
class CallsTest {

    @Test
    void callReturnsTheResultAndTheStateIsStored(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        assertThat(diary.call(Diary::write, "hello")).isEqualTo(1);
        assertThat(diary.call("read", new TypeToken<List<String>>() {})).containsExactly("hello");
        assertThat(actors.state(diary, Diary.Pages.class).texts()).containsExactly("hello");
    }

    @Test
    void everyTestHasActorsOfItsOwn(TestActors actors) {
        assertThat(actors.exists(actors.actor(Diary.class, "d"))).isFalse();
        assertThat(actors.statuses()).isEmpty();
    }

    @Test
    void userErrorArrivesWithCodeMessageAndMetadata(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        assertThatThrownBy(() -> diary.call(Diary::write, " "))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo("blank");
                    assertThat(e.getMessage()).isEqualTo("Write something.");
                    assertThat(e.metadata()).isEqualTo(Map.of("length", 1L));
                })
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CallsTest.class.getName())));
    }

    @Test
    void otherExceptionIsAnInternalErrorThatUndoesTheCallAndSaysWhatItWas(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "kept");
        assertThatThrownBy(() -> diary.call(Diary::fail, "on purpose")).isInstanceOfSatisfying(ActorError.class, e -> {
            assertThat(e.group() + "." + e.code()).isEqualTo("rivetkit.internal_error");
            assertThat(e.getMessage()).contains("on purpose");
            assertThat(e.traceId()).isPresent();
        });
        assertThat(diary.call(Diary::read)).containsExactly("kept");
    }

    @Test
    void inputGoesToTheActorThatIsCreated(TestActors actors) {
        var mine = actors.getOrCreate(Diary.class, ActorKey.of("mine"), "My diary");
        assertThat(mine.call(Diary::title)).isEqualTo("My diary");
        var other = actors.create(Diary.class, ActorKey.of("other"), "Yours");
        assertThat(other.call(Diary::title)).isEqualTo("Yours");
        assertThat(actors.forId(Diary.class, actors.id(other)).call(Diary::title))
                .isEqualTo("Yours");
        assertError("actor.duplicate_key", () -> actors.create(Diary.class, ActorKey.of("other"), "Again"));
        assertError("user.no_title", () -> actors.create(Diary.class, ActorKey.of("third"), " "));
        assertError("actor.not_found", () -> actors.get(Diary.class, "third").call(Diary::title));
    }

    private static void assertError(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ActorError.class,
                        e -> assertThat(e.group() + "." + e.code()).isEqualTo(code));
    }

    @Test
    void callsBegunTogetherRunAtOnceWhenSomebodyWaits(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        CompletableFuture<String> slow = diary.callAsync(Diary::writeSlowly, "slow", 20L);
        CompletableFuture<Integer> fast = diary.callAsync(Diary::write, "fast");
        assertThat(fast).isNotDone();
        actors.settle();
        assertThat(fast).isCompletedWithValue(1);
        assertThat(slow).isNotDone();
        assertThat(slow.thenApply(String::length).join()).isEqualTo(4);
        assertThat(diary.call(Diary::read)).containsExactly("fast", "slow");
    }

    @Test
    void futureWithATimeLimitGoesByTheTimeOfTheTest(TestActors actors) throws Exception {
        var diary = actors.actor(Diary.class, "d");
        CompletableFuture<String> slow = diary.callAsync(Diary::writeSlowly, "slow", 20L);
        assertThatThrownBy(() -> slow.get(19, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(slow.get(1, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void callsFromActorToActorHaveArrivedWhenTheCallReturns(TestActors actors) {
        actors.actor(Diary.class, "a").call(Diary::copyTo, "b");
        assertThat(actors.state(actors.actor(Diary.class, "b"), Diary.Pages.class)
                        .texts())
                .containsExactly("copied from a");
    }

    @Test
    void sendIsDoneWhenItReturns(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.send(Diary::note, "internal, so refused");
        diary.send(Diary::scribble, "sent");
        assertThat(diary.call(Diary::read)).containsExactly("sent");
    }

    @Test
    void messageForAQueueIsStoredAndItsAnswerArrives(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.send(Diary.LETTERS, "first");
        assertThat(diary.call(Diary::readOneLetter)).isEqualTo(5);
        assertThat(diary.sendAndWait(Diary.LETTERS, "nobody reads", Duration.ofSeconds(5)))
                .isInstanceOf(QueueReply.TimedOut.class);
        var reply = diary.sendAndWaitAsync(Diary.LETTERS, "second", Duration.ofSeconds(5));
        actors.settle();
        diary.call(Diary::readOneLetter);
        diary.call(Diary::readOneLetter);
        assertThat(reply.join()).isEqualTo(new QueueReply.Completed<>(6));
    }

    @Test
    void rawRequestIsAnswered(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        diary.call(Diary::write, "one");
        diary.call(Diary::write, "two");
        assertThat(diary.fetch(TestRequest.get("/entries")).json(String[].class))
                .containsExactly("one", "two");
        assertThat(diary.fetch(TestRequest.get("/lines")).text()).isEqualTo("one\ntwo\n");
        assertThat(diary.fetch(TestRequest.get("/nothing")).status()).isEqualTo(404);
        TestResponse echo = diary.withHeader("X-Name", "Ann")
                .fetch(TestRequest.post("/echo?a=1").text("body"));
        assertThat(echo.text()).isEqualTo("POST a=1 body Ann");
        assertThat(echo.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void valueThatCannotBeSentIsTheCallersMistake(TestActors actors) {
        var diary = actors.actor(Diary.class, "d");
        assertError("client.invalid_argument", () -> diary.call("write", Integer.class, new Thread("no value")));
        assertError("client.invalid_response", () -> diary.call("title", Integer.class));
    }
}
