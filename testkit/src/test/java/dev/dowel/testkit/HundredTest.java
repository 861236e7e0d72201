package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hundred tests of the size that tests of actors have, each with a server and a time of its own. How long they take: docs/testing.md. */
@ActorTest({Diary.class, Club.class})
class HundredTest {

    private static final int TIMES = 10;

    static Stream<Named<BiConsumer<TestActors, Integer>>> behaviours() {
        return IntStream.range(0, TIMES)
                .boxed()
                .flatMap(number -> Stream.<Named<BiConsumer<TestActors, Integer>>>of(
                                Named.of("schedule", HundredTest::schedule),
                                Named.of("cron", HundredTest::cron),
                                Named.of("sleep", HundredTest::sleep),
                                Named.of("pause", HundredTest::pause),
                                Named.of("timeout", HundredTest::timeout),
                                Named.of("crash", HundredTest::crash),
                                Named.of("failing commit", HundredTest::failingCommit),
                                Named.of("events", HundredTest::events),
                                Named.of("queue", HundredTest::queue),
                                Named.of("restart", HundredTest::restart))
                        .map(behaviour -> Named.of(
                                behaviour.getName() + " " + number,
                                (actors, _) -> behaviour.getPayload().accept(actors, number))));
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void behaves(BiConsumer<TestActors, Integer> behaviour, TestActors actors) {
        behaviour.accept(actors, 0);
    }

    private static TestActor<Diary> diary(TestActors actors, int number) {
        return actors.actor(Diary.class, "d" + number);
    }

    private static void schedule(TestActors actors, int number) {
        diary(actors, number).call(Diary::writeLater, "due", 3_600L * (number + 1));
        actors.clock().advance(Duration.ofHours(number + 1));
        assertThat(diary(actors, number).call(Diary::read)).contains("due");
    }

    private static void cron(TestActors actors, int number) {
        diary(actors, number).call(Diary::writeDaily, "daily");
        actors.clock().advance(Duration.ofDays(number + 1));
        assertThat(diary(actors, number).call(Diary::read))
                .filteredOn("daily"::equals)
                .hasSize(number + 1);
    }

    private static void sleep(TestActors actors, int number) {
        diary(actors, number).call(Diary::write, "awake");
        actors.clock().advance(Duration.ofSeconds(10 + number));
        assertThat(actors.status(diary(actors, number)).isAwake()).isFalse();
    }

    private static void pause(TestActors actors, int number) {
        assertThat(diary(actors, number).call(Diary::writeSlowly, "slow", (long) number))
                .isEqualTo("slow");
    }

    private static void timeout(TestActors actors, int number) {
        var pondering = diary(actors, number).callAsync(Diary::ponder);
        actors.clock().advance(Duration.ofSeconds(31));
        assertThat(pondering).isCompletedExceptionally();
    }

    private static void crash(TestActors actors, int number) {
        diary(actors, number).call(Diary::write, "stored");
        actors.crash(diary(actors, number));
        assertThat(diary(actors, number).call(Diary::read)).containsExactly("stored");
    }

    private static void failingCommit(TestActors actors, int number) {
        actors.failNextCommit();
        assertThat(diary(actors, number)
                        .callAsync(Diary::write, "lost")
                        .handle((count, error) -> error)
                        .join())
                .isInstanceOf(ActorError.class);
    }

    private static void events(TestActors actors, int number) {
        var member = actors.actor(Club.class, "c").withParams(new Club.Card("m" + number));
        var heard = actors.captureEvents(member, Club.SAID);
        member.call(Club::say, "hi");
        assertThat(heard.all()).containsExactly("m" + number + ": hi");
    }

    private static void queue(TestActors actors, int number) {
        diary(actors, number).send(Diary.LETTERS, "x".repeat(number + 1));
        assertThat(diary(actors, number).call(Diary::readOneLetter)).isEqualTo(number + 1);
    }

    private static void restart(TestActors actors, int number) {
        diary(actors, number).call(Diary::scribble, "kept");
        actors.restart();
        assertThat(diary(actors, number).call(Diary::read)).containsExactly("kept", "good night");
    }
}
