package dev.dowel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts commit groups, waits at the gate, and failures of the store. Thread safe. */
final class CommitMeters {

    private final Timer commits;
    private final DistributionSummary turns;
    private final DistributionSummary bytes;
    private final Counter failures;
    private final Counter readFailures;
    private final Timer gateWaits;

    CommitMeters(MeterRegistry registry) {
        commits = Buckets.timer(
                registry, "dowel.commits", "Commit groups: the time the store took to write and sync one");
        turns = DistributionSummary.builder("dowel.commit.turns")
                .description("Turns in a commit group")
                .register(registry);
        bytes = DistributionSummary.builder("dowel.commit.size")
                .description("What a commit group writes: states, keys and values")
                .baseUnit("bytes")
                .register(registry);
        failures = Counter.builder("dowel.commit.failures")
                .description("Commit groups that could not be written as they were")
                .register(registry);
        readFailures = Counter.builder("dowel.store.read.failures")
                .description("Reads from the store that failed")
                .register(registry);
        gateWaits =
                Buckets.timer(registry, "dowel.gate.waits", "How long what turns let out waited until it was durable");
    }

    void committed(int turnsInGroup, long bytesWritten, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        turns.record(turnsInGroup);
        bytes.record((double) bytesWritten);
    }

    void failed() {
        failures.increment();
    }

    void readFailed() {
        readFailures.increment();
    }

    void gateOpened(long nanos) {
        gateWaits.record(nanos, TimeUnit.NANOSECONDS);
    }
}
