package dev.dowel.benchmarks;

import dev.dowel.ActorDefinition;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.ActorRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long the head of a queue takes after many messages have passed through it, beside a queue that is new: in the process
 * they passed through, and after its store was opened again. Used by one thread.
 */
final class QueueHeads {

    private static final String NEW = "new";
    private static final String USED = "used";
    private static final String WARM = "warm";
    private static final int AT_ONCE = 1_000;
    /** So many wait when heads are read: more than an actor keeps in memory. */
    private static final int WAITING = 1_000;

    private static final String BODY = "m".repeat(1_000);

    private final Path directory;
    private final int passed;

    QueueHeads(Path directory, int passed) {
        this.directory = directory;
        this.passed = passed;
    }

    /** Measures, and returns a line for each result. */
    List<String> measure() {
        List<String> lines = new ArrayList<>();
        inRuntime(calls -> {
            pass(calls, WARM, WAITING);
            heads(calls, WARM);
            pass(calls, USED, passed);
            lines.add(line("queueHead", 0, heads(calls, NEW)));
            lines.add(line("queueHead", passed, heads(calls, USED)));
            List.of(WARM, NEW, USED).forEach(key -> put(calls, key, WAITING));
        });
        inRuntime(calls -> {
            first(calls, WARM);
            lines.add(firstLine(0, first(calls, NEW)));
            lines.add(firstLine(passed, first(calls, USED)));
            take(calls, WARM, WAITING - 1);
            heads(calls, WARM);
            lines.add(line("queueHeadRestarted", 0, headsOf(calls, NEW, WAITING - 1)));
            lines.add(line("queueHeadRestarted", passed, headsOf(calls, USED, WAITING - 1)));
        });
        return lines;
    }

    private interface Measurement {
        void with(LocalCalls calls);
    }

    private void inRuntime(Measurement measurement) {
        try (RocksDbStore store = RocksDbStore.at(directory);
                ActorRuntime runtime = ActorRuntime.builder()
                        .actor(ActorDefinition.of(QueueKeeper.class))
                        .store(store)
                        .build()) {
            measurement.with(new LocalCalls(runtime));
        }
    }

    private static void put(LocalCalls calls, String key, int messages) {
        calls.call("queueKeeper", key, "put", messages, BODY);
    }

    private static void take(LocalCalls calls, String key, int messages) {
        long taken = calls.call("queueKeeper", key, "take", messages);
        if (taken != messages) {
            throw new IllegalStateException("Took " + taken + " of " + messages + " messages of " + key + ".");
        }
    }

    private static void pass(LocalCalls calls, String key, int messages) {
        for (int done = 0; done < messages; done += AT_ONCE) {
            put(calls, key, AT_ONCE);
            take(calls, key, AT_ONCE);
        }
    }

    private static long[] heads(LocalCalls calls, String key) {
        put(calls, key, WAITING);
        return headsOf(calls, key, WAITING);
    }

    /** Each head in a turn of its own; in nanoseconds, sorted. */
    private static long[] headsOf(LocalCalls calls, String key, int messages) {
        long[] times = new long[messages];
        for (int number = 0; number < messages; number++) {
            times[number] = calls.call("queueKeeper", key, "takeHead");
        }
        Arrays.sort(times);
        return times;
    }

    /** From the call that wakes an actor to the answer with its first message, in nanoseconds. */
    private static long first(LocalCalls calls, String key) {
        long from = System.nanoTime();
        calls.call("queueKeeper", key, "takeHead");
        return System.nanoTime() - from;
    }

    private static String line(String name, int passed, long[] sorted) {
        return String.format(
                Locale.ROOT,
                "%s passed=%d p50us=%.1f p99us=%.1f maxus=%.1f",
                name,
                passed,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
    }

    private static String firstLine(int passed, long nanos) {
        return String.format(Locale.ROOT, "queueFirst passed=%d ms=%.2f", passed, nanos / 1e6);
    }
}
