package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a connection against a random server: drops, refusals, late and stray messages, listeners that come and
 * go, callers that give up, at any moment. A failing seed is named; {@code -Ddowel.seed=N} runs it alone.
 */
class ConnectionSimulationTest {

    private static final int SEEDS = 2000;

    @Test
    void noCallHangsNoSubscriptionIsLostAndOrderIsKept() {
        Long only = Long.getLong("dowel.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        var seen = new SimulatedConnection.Coverage();
        seeds.forEach(seed -> {
            try {
                new SimulatedConnection(seed, seen).run();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        });
        if (only == null) {
            // A simulation that never gets anywhere would find nothing.
            assertThat(seen.answered).isGreaterThan(SEEDS);
            assertThat(seen.lost).isGreaterThan(SEEDS / 10);
            assertThat(seen.timedOut).isGreaterThan(SEEDS / 100);
            assertThat(seen.heard).isGreaterThan(SEEDS);
            assertThat(seen.reconnected).isGreaterThan(SEEDS);
            assertThat(seen.refused).isGreaterThan(SEEDS / 100);
            assertThat(seen.closed).isGreaterThan(SEEDS / 100);
        }
    }
}
