package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server while messages are sent to queues and handled, again and again: in the end every message whose sender had
 * an answer was handled, and none was handled twice.
 */
final class KillQueuesIT {

    /** {@code -DqueueKills=N} for more or fewer. */
    private static final int ROUNDS = Integer.getInteger("queueKills", 20);

    private static final int TILLS = 4;
    private static final int SENDERS = 12;
    /** A kill comes after at most so many answers of its round. */
    private static final int LATEST_KILL = 600;

    private static final int PATIENCE_SECONDS = 60;
    private static final String END = "end";

    @TempDir
    Path folder;

    private final List<SentNumbers> senders = new ArrayList<>();

    @Test
    void everyAcknowledgedMessageIsHandledOnceAfterKill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path errors = folder.resolve("server.err");
        SentNumbers.Way[] ways = SentNumbers.Way.values();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new SentNumbers("till" + i % TILLS, "sender" + i, ways[i % ways.length]));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            try (ServerProcess server = start(errors)) {
                check(server, "after kill " + (round - 1) + " (seed " + seed + ")");
                load(server, 1 + random.nextInt(LATEST_KILL));
            }
        }
        try (ServerProcess server = start(errors)) {
            finish(server);
        }
        assertThat(Files.readString(errors))
                .as("what the servers logged as errors")
                .doesNotContain("ERROR");
    }

    private ServerProcess start(Path errors) throws IOException {
        String data = folder.resolve("data").toString();
        return ServerProcess.start(errors, Map.of(), ConformanceServer.READY, ConformanceServer.class, "0", data);
    }

    private void check(ServerProcess server, String when) throws IOException, InterruptedException {
        try (TillCalls calls = new TillCalls(server.endpoint())) {
            for (SentNumbers numbers : senders) {
                numbers.checkAdded(calls, when);
            }
        }
    }

    /** Senders send in a loop until the server is gone; it is killed at a random answer. */
    private void load(ServerProcess server, int answers) throws Exception {
        CountDownLatch untilKill = new CountDownLatch(answers);
        try (TillCalls calls = new TillCalls(server.endpoint());
                ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sending = new ArrayList<>();
            for (SentNumbers numbers : senders) {
                sending.add(threads.submit(() -> {
                    numbers.sendUntilRefused(calls, untilKill);
                    return numbers;
                }));
            }
            boolean busy = untilKill.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            server.kill();
            for (Future<?> each : sending) {
                each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(busy).as("the server answered %d messages", answers).isTrue();
        }
    }

    /** Sends again what had no answer, lets every till come to the end of its queue, and compares. */
    private void finish(ServerProcess server) throws IOException, InterruptedException {
        try (TillCalls calls = new TillCalls(server.endpoint())) {
            for (SentNumbers numbers : senders) {
                numbers.sendAgain(calls);
            }
            long count = 0;
            for (int till = 0; till < TILLS; till++) {
                calls.send("till" + till, END, 1, true, Optional.empty());
                count += checkSum(calls, "till" + till);
            }
            for (SentNumbers numbers : senders) {
                numbers.checkAll(calls);
            }
            report(count);
        }
    }

    /** The numbers a till has seen are those it has added up, each of them once. */
    private long checkSum(TillCalls calls, String till) throws IOException, InterruptedException {
        Till.Sum sum = calls.sum(till);
        List<Long> seen = new ArrayList<>(calls.seen(till, END));
        for (int i = 0; i < SENDERS; i++) {
            seen.addAll(calls.seen(till, "sender" + i));
        }
        assertThat(sum)
                .as(till)
                .isEqualTo(new Till.Sum(
                        seen.size(), seen.stream().mapToLong(Long::longValue).sum(), 0, 0));
        return sum.count() - 1;
    }

    private void report(long handled) {
        long acknowledged =
                senders.stream().mapToLong(SentNumbers::acknowledged).sum();
        long doubtful = senders.stream().mapToLong(SentNumbers::doubtful).sum();
        System.out.println(ROUNDS + " kills: " + acknowledged + " messages acknowledged, 0 lost, 0 handled twice; of "
                + doubtful + " that a kill left open " + (handled - acknowledged) + " had arrived");
        assertThat(handled).isBetween(acknowledged, acknowledged + doubtful);
        assertThat(doubtful).as("messages that a kill interrupted").isPositive();
    }
}
