package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulations find what is wrong with actors, repeat, and say how to repeat. */
class SimulationTest {

    @ActorType("till")
    static class Till extends Actor<Integer> {

        @Override
        protected Integer createState(CreateRequest request) {
            return 0;
        }

        @Action
        public int put(int amount) {
            return update(sum -> sum + amount);
        }
    }

    /** Keeps in memory what it has to store. */
    @ActorType("till")
    static final class ForgetfulTill extends Actor<Integer> {

        private int sum;

        @Override
        protected Integer createState(CreateRequest request) {
            return 0;
        }

        @Action
        public int put(int amount) {
            sum += amount;
            return sum;
        }
    }

    /** Reads, waits, and writes what it read. */
    @ActorType("till")
    static final class RacingTill extends Actor<Integer> {

        @Override
        protected Integer createState(CreateRequest request) {
            return 0;
        }

        @Action
        public int put(int amount) throws InterruptedException {
            int before = state();
            pause(Duration.ofMillis(10));
            setState(before + amount);
            return state();
        }
    }

    /** What is acknowledged stays, and what fails with a retryable error did not happen. */
    private static void pay(Simulation simulation, TestActors actors, RandomGenerator random) {
        TestActor<Object> till = actors.actor("till", dev.dowel.ActorKey.of("t"));
        int least = 0;
        int most = 0;
        for (int i = 0; i < 20; i++) {
            int amount = 1 + random.nextInt(9);
            List<CompletableFuture<Integer>> payments = new ArrayList<>();
            for (int together = random.nextInt(3); together >= 0; together--) {
                payments.add(till.callAsync("put", Integer.class, amount));
            }
            actors.settle();
            for (CompletableFuture<Integer> payment : payments) {
                try {
                    payment.join();
                    least += amount;
                    most += amount;
                } catch (java.util.concurrent.CompletionException e) {
                    most += ((ActorError) e.getCause()).retryable() ? 0 : amount;
                }
            }
        }
        simulation.calm();
        assertThat(till.call("put", Integer.class, 0)).isBetween(least, most);
    }

    @ActorTest(Till.class)
    static class GoodTill {
        static final List<List<String>> HISTORIES = new ArrayList<>();

        @ActorSimulation(seeds = 200)
        void keeps(Simulation simulation, TestActors actors, RandomGenerator random) {
            pay(simulation, actors, random);
            HISTORIES.add(simulation.history());
        }
    }

    @ActorTest(ForgetfulTill.class)
    static class BadTill {
        @ActorSimulation(seeds = 200)
        void keeps(Simulation simulation, TestActors actors, RandomGenerator random) {
            pay(simulation, actors, random);
        }
    }

    @ActorTest(RacingTill.class)
    static class UnluckyTill {
        @ActorSimulation(
                seeds = 200,
                faults = {})
        void keeps(Simulation simulation, TestActors actors, RandomGenerator random) {
            pay(simulation, actors, random);
        }
    }

    @ActorTest(Till.class)
    static class Bounded {
        @ActorSimulation(seeds = 3)
        void staysSmall(Simulation simulation, TestActors actors) {
            var till = actors.actor(Till.class, "t");
            simulation.always(() -> assertThat(!actors.exists(till) || actors.state(till, Integer.class) < 3)
                    .as("the till is small")
                    .isTrue());
            for (int i = 0; i < 10; i++) {
                try {
                    till.call(Till::put, 1);
                } catch (ActorError e) {
                    // it may have happened or not
                }
            }
        }
    }

    @ActorTest(Till.class)
    static class NoSeeds {
        @ActorSimulation(seeds = 0)
        void never(TestActors actors) {
            actors.settle();
        }
    }

    @ActorTest(Till.class)
    static class TwoSeeds {
        @ActorSimulation(seed = {5, 7})
        void these(Simulation simulation) {
            throw new IllegalStateException("as seed " + simulation.seed());
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty("dowel.seed");
        System.clearProperty("dowel.seeds");
        GoodTill.HISTORIES.clear();
    }

    @Test
    void actorThatStoresWhatItAcknowledgesPassesEverySeed() {
        assertThat(Runs.failures(GoodTill.class)).isEmpty();
        assertThat(GoodTill.HISTORIES).hasSize(200);
        assertThat(String.join(
                        "\n", GoodTill.HISTORIES.stream().flatMap(List::stream).toList()))
                .contains(
                        "! crash\n",
                        "! crash before",
                        "! crash after",
                        "! crash in",
                        "goes to sleep",
                        "commit will fail",
                        "! time passes",
                        "store.unavailable",
                        "client.connection_lost");
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        System.setProperty("dowel.seeds", "20");
        Runs.of(GoodTill.class);
        List<List<String>> first = List.copyOf(GoodTill.HISTORIES);
        GoodTill.HISTORIES.clear();
        Runs.of(GoodTill.class);
        assertThat(GoodTill.HISTORIES).hasSize(20).isEqualTo(first);
        assertThat(first.getFirst()).isNotEqualTo(first.getLast());
    }

    @Test
    void actorThatForgetsIsFoundAndTheSeedIsNamed() {
        String failure = Runs.failures(BadTill.class).getFirst();
        assertThat(failure)
                .startsWith("Seed ")
                .contains("Run it alone with -Ddowel.seed=", "What happened", "till[t].put(");
        String seed = failure.substring("Seed ".length(), failure.indexOf(':'));
        System.setProperty("dowel.seed", seed);
        assertThat(Runs.failures(BadTill.class)).containsExactly(failure);
        assertThat(Runs.of(BadTill.class).testEvents().started().count()).isEqualTo(1);
    }

    @Test
    void callsThatRaceAreFoundWithoutFaults() {
        assertThat(Runs.failures(UnluckyTill.class)).singleElement().asString().startsWith("Seed ");
    }

    @Test
    void firstSeedThatFailsEndsTheTest() {
        assertThat(Runs.failures(TwoSeeds.class)).singleElement().asString().startsWith("Seed 5: as seed 5");
    }

    @Test
    void whatMustAlwaysBeTrueIsCheckedBetweenCalls() {
        assertThat(Runs.failures(Bounded.class)).singleElement().asString().contains("the till is small");
    }

    @Test
    void numberOfSeedsMakesSense() {
        assertThat(Runs.failures(NoSeeds.class)).singleElement().asString().contains("at least one seed, not 0");
        System.setProperty("dowel.seed", "abc");
        assertThat(Runs.failures(GoodTill.class))
                .singleElement()
                .asString()
                .contains("-Ddowel.seed=abc is not a number");
    }
}
