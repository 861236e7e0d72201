package dev.dowel.attacks.disk;

import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Several ledgers and their callers, who put load on a server and later say what must be there. Used by one thread. */
final class Ledgers {

    private static final int LEDGERS = 3;
    private static final int CALLERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 10_000_000;

    private final List<LedgerCaller> callers = IntStream.range(0, LEDGERS * CALLERS)
            .mapToObj(i -> new LedgerCaller("ledger" + i % LEDGERS, "caller" + i))
            .toList();

    List<LedgerCaller> callers() {
        return callers;
    }

    long acknowledged() {
        return callers.stream().mapToLong(LedgerCaller::acknowledged).sum();
    }

    long undone() {
        return callers.stream().mapToLong(LedgerCaller::undone).sum();
    }

    /** What callers were told that cannot be. */
    List<String> complaints() {
        return callers.stream().flatMap(caller -> caller.complaints().stream()).toList();
    }

    void restartAt(long journal) {
        callers.forEach(caller -> caller.restartAt(journal));
    }

    /** Something that goes on while callers call, and ends with the server's death. */
    @FunctionalInterface
    interface Meanwhile {
        void run(LedgerCalls calls) throws IOException, InterruptedException;
    }

    /** Lets all callers call until something else has ended, which ends the server. */
    void load(String endpoint, Shim shim, RandomGenerator random, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        try (LedgerCalls calls = new LedgerCalls(endpoint);
                ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (LedgerCaller caller : callers) {
                RandomGenerator own = new Random(random.nextLong());
                threads.execute(() -> caller.addUntilGone(calls, shim, own));
            }
            meanwhile.run(calls);
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
                throw new IOException("Callers did not notice that the server is gone");
            }
        }
    }

    /**
     * Opens what a power failure left, lets schedules and queues come to their end, and compares.
     *
     * @param journal when the power failed
     * @return what is wrong
     */
    List<String> check(Path data, long journal) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        try (DowelServer server = LedgerServer.start(data);
                LedgerCalls calls = new LedgerCalls(server.endpoint())) {
            for (int i = 0; i < LEDGERS; i++) {
                String ledger = "ledger" + i;
                compare(ledger, settled(calls, ledger), journal, wrong);
            }
        } catch (LedgerCalls.RefusedException e) {
            wrong.add("a ledger does not answer: " + e.getMessage());
        } catch (RuntimeException e) {
            wrong.add("the server does not start: " + e);
        }
        return wrong;
    }

    private static Ledger.Report settled(LedgerCalls calls, String ledger)
            throws IOException, InterruptedException, LedgerCalls.RefusedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Ledger.Report report = calls.report(ledger);
        while (System.nanoTime() < deadline && !isSettled(report)) {
            LockSupport.parkNanos(POLL_NANOS);
            report = calls.report(ledger);
        }
        return report;
    }

    private static boolean isSettled(Ledger.Report report) {
        long all = total(report);
        return report.account().fired() >= all && report.account().handled() >= all;
    }

    private static long total(Ledger.Report report) {
        return report.account().last().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void compare(String ledger, Ledger.Report report, long journal, List<String> wrong) {
        Ledger.Account account = report.account();
        for (LedgerCaller caller : callers) {
            long found = account.last().getOrDefault(caller.name(), 0L);
            if (caller.ledger().equals(ledger) && found < caller.leastAt(journal)) {
                wrong.add(caller.name() + ": " + caller.leastAt(journal) + " was acknowledged, " + found + " is there");
            }
            if (caller.ledger().equals(ledger) && found > caller.mostAt(journal)) {
                wrong.add(caller.name() + ": " + caller.mostAt(journal) + " was sent and not refused, " + found
                        + " is there");
            }
        }
        if (!report.entries().equals(account.last())) {
            wrong.add(ledger + ": state " + account.last() + ", entries " + report.entries());
        }
        long total = total(report);
        if (account.fired() != total || account.handled() != total || account.again() != 0 || report.damaged() != 0) {
            wrong.add(ledger + ": of " + total + " additions " + account.fired() + " fired, " + account.handled()
                    + " came by the queue; " + account.again() + " again, " + report.damaged() + " damaged");
        }
    }
}
