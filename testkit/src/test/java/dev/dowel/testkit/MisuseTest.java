package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.DefinitionException;
import dev.dowel.TypeToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who uses the test kit in a way that cannot work is told what to do. */
class MisuseTest {

    @ActorType("needy")
    static final class Needy extends Actor<Integer> {
        private final Runnable dependency;

        Needy(Runnable dependency) {
            this.dependency = dependency;
        }

        @Override
        protected Integer createState(CreateRequest request) {
            return 0;
        }

        @Action
        public void run(int unused) {
            dependency.run();
        }

        @Action
        public void spin() {
            waitUntil(this::spinOn);
        }

        private void spinOn() {
            actor(Needy.class, key().get(0)).send("spin");
        }
    }

    @ActorTest(Diary.class)
    static class InConstructor {
        InConstructor(TestActors actors) {
            actors.settle();
        }

        @Test
        void test() {}
    }

    @ActorTest(Diary.class)
    static class ForAll {
        @BeforeAll
        static void once(TestActors actors) {
            actors.settle();
        }

        @Test
        void test() {}
    }

    @ActorTest
    static class WithoutActors {
        @Test
        void test(TestActors actors) {
            actors.settle();
        }
    }

    @ActorTest(Needy.class)
    static class WithoutConstructor {
        @Test
        void test(TestActors actors) {
            actors.settle();
        }
    }

    @ActorTest(value = Diary.class, startsAt = "yesterday")
    static class AtNoTime {
        @Test
        void test(TestActors actors) {
            actors.settle();
        }
    }

    @ActorTest(Diary.class)
    static class SimulatedByNobody {
        @Test
        void test(Simulation simulation) {
            simulation.calm();
        }
    }

    @ActorTest
    static class WithParameters {
        @Actors
        ActorDefinition<?> diary(TestActors actors) {
            return ActorDefinition.of(Diary.class);
        }

        @Test
        void test(TestActors actors) {
            actors.settle();
        }
    }

    @ActorTest
    static class WithSomethingElse {
        @Actors
        Collection<?> diaries() {
            return List.of(Diary.class);
        }

        @Test
        void test(TestActors actors) {
            actors.settle();
        }
    }

    private static void assertFails(Class<?> testClass, String... saying) {
        assertThat(Runs.failures(testClass)).singleElement().asString().contains(saying);
    }

    @Test
    void eachTestHasItsOwn() {
        assertFails(InConstructor.class, "Each test has a TestActors of its own", "not in constructors");
        assertFails(ForAll.class, "Each test has a TestActors of its own", "not for all tests");
    }

    @Test
    void actorsComeFromSomewhere() {
        assertFails(WithoutActors.class, "The test has no actors", "@ActorTest", "@Actors");
        assertFails(WithoutConstructor.class, "Needy", "a constructor without parameters", "a method with @Actors");
        assertFails(WithParameters.class, "The @Actors method diary of", "has parameters");
        assertFails(WithSomethingElse.class, "The @Actors method diaries of", "returned a collection with class");
    }

    @Test
    void otherMistakesAreNamed() {
        assertFails(AtNoTime.class, "startsAt = \"yesterday\"", "2026-03-29T00:30:00Z");
        assertFails(SimulatedByNobody.class, "Only methods with @ActorSimulation");
    }

    private final List<Runnable> inTheActor = new ArrayList<>();

    private TestActors actors() {
        return builder().build();
    }

    private TestActorsBuilder builder() {
        return TestActors.builder()
                .actor(Diary.class)
                .actor(Needy.class, () -> new Needy(() -> inTheActor.forEach(Runnable::run)));
    }

    @Test
    void typeThatIsNotRegisteredIsNamedWithThoseThatAre() {
        try (TestActors actors = TestActors.of(Diary.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.actor(Club.class, "c"))
                    .withMessageContaining("no actors of type \"club\", only of diary");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.actor(String.class, "c"))
                    .withMessageContaining("java.lang.String has no @ActorType");
        }
        assertThatThrownBy(() -> TestActors.of()).isInstanceOf(DefinitionException.class);
    }

    @Test
    void timeDoesNotGoBack() {
        try (TestActors actors = actors()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.clock().advance(Duration.ofSeconds(-1)))
                    .withMessageContaining("does not go back");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.clock().advanceTo(Instant.EPOCH))
                    .withMessageContaining("does not go back");
        }
    }

    @Test
    void questionsAboutNobodyAreRefused() {
        try (TestActors actors = actors()) {
            var diary = actors.actor(Diary.class, "d");
            List<Runnable> questions = List.of(
                    () -> actors.state(diary, Diary.Pages.class),
                    () -> actors.status(diary),
                    () -> actors.schedules(diary),
                    () -> actors.crash(diary),
                    () -> actors.sleep(diary));
            assertThat(questions)
                    .allSatisfy(question -> assertThatIllegalStateException()
                            .isThrownBy(question::run)
                            .withMessageContaining("There is no actor diary[d]"));
        }
    }

    @Test
    void stateIsAskedForAsItsType() {
        try (TestActors actors = actors()) {
            var diary = actors.actor(Diary.class, "d");
            diary.call(Diary::read);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.state(diary, String.class))
                    .withMessageContaining("The state of diary[d] is of type")
                    .withMessageContaining("Pages, not java.lang.String");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> actors.state(diary, new TypeToken<List<String>>() {}));
            assertThat(actors.state(diary, new TypeToken<Diary.Pages>() {}).entries())
                    .isEmpty();
        }
    }

    @Test
    void testThatIsOverHasNoActors() {
        TestActors actors = actors();
        var diary = actors.actor(Diary.class, "d");
        actors.close();
        actors.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> diary.call(Diary::read))
                .withMessageContaining("The test of this TestActors is over");
    }

    @Test
    void actorsUseTheirOwnHandles() {
        try (TestActors actors = actors()) {
            inTheActor.add(() -> actors.actor(Diary.class, "d").call(Diary::read));
            assertThatThrownBy(() -> actors.actor(Needy.class, "n").call(Needy::run, 1))
                    .hasMessageContaining("Inside an actor, use what the actor has");
        }
    }

    @Test
    void threadsTakeTurns() throws InterruptedException {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        try (TestActors actors = actors()) {
            inTheActor.add(() -> {
                Thread other = Thread.ofPlatform().start(() -> {
                    try {
                        actors.settle();
                    } catch (IllegalStateException e) {
                        refused.set(e);
                    }
                });
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            actors.actor(Needy.class, "n").call(Needy::run, 1);
        }
        assertThat(refused.get())
                .hasMessageContaining("for one thread at a time")
                .hasMessageContaining("callAsync");
    }

    @Test
    void actorsThatNeverRestAreReported() {
        try (TestActors actors = builder().restlessAfter(5_000).build()) {
            assertThatThrownBy(() -> actors.actor(Needy.class, "n").call(Needy::spin))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("do not come to rest");
        }
    }
}
