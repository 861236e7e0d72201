package dev.dowel.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Guarantees G1, G2, G4 and G5 under seeded chaos. A failing seed fails again: run it alone with {@code
 * -Dsimulation.seed=N}.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    @Test
    void guaranteesHoldForEverySeed() {
        Long only = Long.getLong("simulation.seed");
        Scenario.Tally tally = new Scenario.Tally();
        if (only != null) {
            new Scenario(only, tally).run();
        } else {
            for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
                new Scenario(seed, tally).run();
            }
            // Chaos that never happens proves nothing.
            assertThat(tally.crashes).isPositive();
            assertThat(tally.failedCommits).isPositive();
            assertThat(tally.timeouts).isPositive();
            assertThat(tally.acknowledged).isPositive();
            assertThat(tally.events).isPositive();
            assertThat(tally.unanswered).isPositive();
        }
        System.out.println("Simulation: " + tally);
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        for (long seed = 1; seed <= 20; seed++) {
            String first = new Scenario(seed, new Scenario.Tally()).run();
            String second = new Scenario(seed, new Scenario.Tally()).run();
            assertThat(second).isEqualTo(first);
        }
    }
}
