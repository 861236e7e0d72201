package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server under load, again and again, and looks for everything it had acknowledged or told. */
final class KillUnderLoadIT {

    private static final int ROUNDS = 20;
    private static final int CALLERS = 16;
    private static final int COUNTERS = 5;
    /** A kill comes after at most so many answers of its round. */
    private static final int LATEST_KILL = 600;

    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedIncrementIsThereAfterKill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path errors = folder.resolve("server.err");
        List<CountedIncrements> counters = new ArrayList<>();
        for (int i = 0; i < COUNTERS; i++) {
            counters.add(new CountedIncrements("counter-" + i));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            try (ServerProcess server = start(errors)) {
                compare(round, seed, counters, server);
                load(counters, server, 1 + random.nextInt(LATEST_KILL));
            }
        }
        try (ServerProcess server = start(errors)) {
            compare(ROUNDS + 1, seed, counters, server);
        }
        report(counters);
        assertThat(Files.readString(errors))
                .as("what the servers logged as errors")
                .doesNotContain("ERROR");
    }

    private ServerProcess start(Path errors) throws IOException {
        String data = folder.resolve("data").toString();
        return ServerProcess.start(errors, Map.of(), ConformanceServer.READY, ConformanceServer.class, "0", data);
    }

    private static void compare(int round, long seed, List<CountedIncrements> counters, ServerProcess server)
            throws IOException, InterruptedException {
        try (CounterCalls calls = new CounterCalls(server.endpoint())) {
            for (CountedIncrements counter : counters) {
                long found = calls.count(counter.key());
                assertThat(found)
                        .as("%s after kill %d (seed %d): %s", counter.key(), round - 1, seed, counter)
                        .isBetween(counter.least(), counter.most());
                counter.restartAt(found);
            }
        }
    }

    /** Callers call in a loop until the server is gone; it is killed at a random answer. */
    private static void load(List<CountedIncrements> counters, ServerProcess server, int answers)
            throws InterruptedException {
        CountDownLatch untilKill = new CountDownLatch(answers);
        try (DowelClient client = DowelClient.connect(server.endpoint());
                CounterCalls calls = new CounterCalls(server.endpoint());
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            counters.forEach(counter -> listen(client, counter));
            for (int i = 0; i < CALLERS; i++) {
                CountedIncrements counter = counters.get(i % COUNTERS);
                callers.execute(() -> counter.incrementUntilRefused(calls, untilKill));
            }
            boolean busy = untilKill.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            server.kill();
            assertThat(busy).as("the server answered %d calls", answers).isTrue();
            callers.shutdown();
            assertThat(callers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("all callers noticed")
                    .isTrue();
        }
    }

    private static void listen(DowelClient client, CountedIncrements counter) {
        ActorConnection<Counter> connection =
                client.actor(Counter.class, counter.key()).connect();
        connection.on(Counter.NEW_COUNT, counter::heard);
        connection.ready().join();
    }

    private static void report(List<CountedIncrements> counters) {
        long acknowledged =
                counters.stream().mapToLong(CountedIncrements::acknowledged).sum();
        long unanswered =
                counters.stream().mapToLong(CountedIncrements::unanswered).sum();
        long events = counters.stream().mapToLong(CountedIncrements::events).sum();
        System.out.println(ROUNDS + " kills: " + acknowledged + " increments acknowledged and " + events
                + " events heard, 0 lost; " + unanswered + " calls were under way");
        assertThat(events).as("events heard").isPositive();
        assertThat(unanswered).as("calls that a kill interrupted").isPositive();
    }
}
