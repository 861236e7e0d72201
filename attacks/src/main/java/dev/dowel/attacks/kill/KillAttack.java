package dev.dowel.attacks.kill;

import dev.dowel.attacks.Folders;
import dev.dowel.attacks.kill.EntryHistory.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Kills a server with SIGKILL under a load of everything, starts it again, goes on, and in the end compares what it has with the
 * history of what its clients were told. Confined to one thread.
 */
public final class KillAttack {

    private static final int BOOKS = 3;
    private static final int BOOK_CALLERS = 5;
    private static final int REGISTERS = 4;
    private static final int REGISTER_CALLERS = 8;
    private static final int SENDERS = 4;
    private static final int LIVES = 4;
    private static final int LINES = 2;
    /** One in so many servers is ended with SIGTERM. */
    private static final int KILLS_FOR_A_STOP = 4;

    /** A kill comes after at most so many rounds of calls, and so long after the first. */
    private static final int LATEST_KILL = 2_500;

    private static final int LONGEST_LIFE_MILLIS = 2_000;

    private static final int PATIENCE_SECONDS = 60;
    private static final int PAGE = 2_000;

    private final Path folder;
    private final Random random;
    private final Findings findings = new Findings();
    private final Registers registers = new Registers(REGISTERS);
    private final List<EntryHistory> books = histories("book", BOOKS);
    private final List<EntryHistory> inboxes = histories("inbox", 2);
    private final List<EntryHistory> lines = histories("line", LINES);
    private final AtomicLong schedules = new AtomicLong();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final List<Caller> callers = new ArrayList<>();
    private final List<ConnectionCaller> connections = new ArrayList<>();
    private final List<LifeCaller> lives = new ArrayList<>();
    private int stops;
    private long wakes;
    private long restored;

    KillAttack(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        var ids = new AtomicLong();
        for (int i = 0; i < REGISTER_CALLERS; i++) {
            callers.add(new RegisterCaller(registers, REGISTERS, fork()));
        }
        for (int i = 0; i < BOOK_CALLERS; i++) {
            callers.add(new BookCaller(books, ids, schedules, fork(), findings));
        }
        for (EntryHistory book : books) {
            connections.add(new ConnectionCaller(book, "n" + connections.size(), findings, gone));
        }
        for (int i = 0; i < SENDERS; i++) {
            callers.add(new LetterSender(inboxes.get(i % inboxes.size()), "s" + i, i % 4 < 2, fork()));
        }
        for (int i = 0; i < LIVES; i++) {
            lives.add(new LifeCaller(new Lives("mortal" + i, findings), fork()));
        }
        lines.forEach(line -> callers.add(new LineCaller(line, fork(), findings)));
        callers.addAll(connections);
        callers.addAll(lives);
    }

    /** Attacks, prints the counts and whatever must not be, and returns whether there was nothing. */
    public static boolean attack(int kills, long seed) throws IOException, InterruptedException {
        var attack = new KillAttack(Files.createTempDirectory("dowel-kill"), seed);
        System.out.println(attack.run(kills));
        attack.findings().forEach(finding -> System.out.println("FOUND (seed " + seed + ") " + finding));
        if (attack.findings().isEmpty()) {
            Folders.delete(attack.folder);
        } else {
            System.out.println("What was left is in " + attack.folder);
        }
        return attack.findings().isEmpty();
    }

    private Random fork() {
        return new Random(random.nextLong());
    }

    private static List<EntryHistory> histories(String type, int count) {
        List<EntryHistory> histories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            histories.add(new EntryHistory(type + i));
        }
        return histories;
    }

    /** What must not be and was. */
    List<String> findings() {
        return findings.texts();
    }

    /** Kills so often and checks; returns the counts in one line. */
    String run(int kills) throws IOException, InterruptedException {
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % KILLS_FOR_A_STOP == 0) {
                try (Victim server = start()) {
                    load(server, this::stop);
                }
                stops++;
            }
            try (Victim server = start()) {
                load(server, Victim::kill);
            }
        }
        try (Victim server = start();
                Wire wire = new Wire(server.port())) {
            check(wire);
        }
        findServerErrors();
        return counts(kills);
    }

    private Victim start() throws IOException {
        gone.set(false);
        // Short lives: a quick start matters more than how fast they get.
        return Victim.start(folder.resolve("data"), List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    /** How a server is ended. */
    private interface End {
        void of(Victim server) throws InterruptedException;
    }

    private void stop(Victim server) throws InterruptedException {
        if (!server.stop()) {
            findings.add("server", "did not end by itself");
        }
    }

    /** Every caller calls until the server is gone; it is ended at a random call. */
    private void load(Victim server, End end) throws InterruptedException {
        int calls = 1 + random.nextInt(LATEST_KILL);
        var untilKill = new CountDownLatch(calls);
        var first = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Caller caller : callers) {
            threads.add(Thread.ofPlatform()
                    .name(caller.getClass().getSimpleName())
                    .daemon()
                    .start(() -> callUntilGone(caller, server.port(), first, untilKill)));
        }
        if (!first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            findings.add("server", "no call was answered");
        }
        untilKill.await(LONGEST_LIFE_MILLIS, TimeUnit.MILLISECONDS);
        gone.set(true);
        end.of(server);
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                findings.add(thread.getName(), "did not notice that the server is gone");
            }
        }
    }

    private void callUntilGone(Caller caller, int port, CountDownLatch first, CountDownLatch untilKill) {
        try (Wire wire = new Wire(port)) {
            caller.begin(port);
            while (true) {
                caller.call(wire);
                first.countDown();
                untilKill.countDown();
            }
        } catch (IOException e) {
            if (!gone.get()) {
                findings.add(caller.getClass().getSimpleName(), "lost its server before the kill: " + e);
            }
        } catch (Wire.Refused e) {
            // A server that ends in order refuses what it does not begin any more.
            if (!gone.get()) {
                findings.add(caller.getClass().getSimpleName(), "was refused: " + e.getMessage());
            }
        } finally {
            end(caller);
        }
    }

    private void end(Caller caller) {
        try {
            caller.end();
        } catch (IOException e) {
            findings.add(caller.getClass().getSimpleName(), "did not end: " + e);
        }
    }

    private void check(Wire wire) throws IOException {
        registers.check(findings);
        for (EntryHistory book : books) {
            List<Stored> stored = whenComplete(wire, "book", book);
            JsonNode state = wire.call("book", book.actor(), "counts");
            book.check(stored, state.path("last").asLong(), findings);
            for (String never : List.of("disordered", "early", "torn")) {
                if (state.path(never).asLong() != 0) {
                    findings.add(book.actor(), never + " " + state.path(never));
                }
            }
            wakes += state.path("wakes").asLong();
        }
        for (EntryHistory inbox : inboxes) {
            List<Stored> stored = whenComplete(wire, "inbox", inbox);
            inbox.check(
                    stored,
                    wire.call("inbox", inbox.actor(), "counts").path("handled").asLong(),
                    findings);
            LetterOrder.check(inbox.actor(), stored, findings);
        }
        for (EntryHistory line : lines) {
            JsonNode state = wire.call("line", line.actor(), "counts");
            line.check(stored(wire, "line", line), state.path("last").asLong(), findings);
            restored += state.path("restored").asLong();
        }
        for (LifeCaller caller : lives) {
            for (String dead : caller.lives().dead()) {
                caller.knock(wire, dead);
            }
        }
        if (connections.stream().anyMatch(ConnectionCaller::wasBroken)) {
            findings.add("connections", "one broke before its server was killed");
        }
    }

    /** Waits until everything acknowledged is there, and two readings are the same: schedules and queues have ended. */
    private List<Stored> whenComplete(Wire wire, String type, EntryHistory history) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<Stored> before = List.of();
        while (System.nanoTime() < end) {
            List<Stored> now = stored(wire, type, history);
            if (history.isComplete(now) && now.size() == before.size()) {
                return now;
            }
            before = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
        return stored(wire, type, history);
    }

    private static List<Stored> stored(Wire wire, String type, EntryHistory history) throws IOException {
        List<Stored> stored = new ArrayList<>();
        int size;
        do {
            size = stored.size();
            String after = stored.isEmpty() ? "" : stored.getLast().id();
            for (JsonNode line : wire.call(type, history.actor(), "entries", after, PAGE)) {
                stored.add(Stored.of(line.asString()));
            }
        } while (stored.size() == size + PAGE);
        return stored;
    }

    private void findServerErrors() throws IOException {
        // What fails on purpose is logged without the word.
        Path errors = folder.resolve("server.err");
        try (Stream<String> lines = Files.lines(errors)) {
            lines.filter(line -> line.contains("ERROR") && !line.contains("It was written, and is not."))
                    .limit(5)
                    .forEach(line -> findings.add("server.err", line));
        }
    }

    private String counts(int kills) {
        long acknowledged = sum(books, EntryHistory::acknowledgedCount);
        long died =
                lives.stream().mapToLong(caller -> caller.lives().dead().size()).sum();
        long knocks = lives.stream().mapToLong(LifeCaller::knocks).sum();
        return ("%,d kills and %,d orderly ends: %,d register calls in %,d registers linearizable; %,d entries acknowledged (%,d of them schedules), "
                        + "%,d events heard, %,d letters, %,d raw messages, each there once; %,d that had no answer there once or not; "
                        + "%,d failed turns left nothing; %,d lives ended, %,d knocks at their doors; %,d wakes, %,d of sleeping sockets; %d findings")
                .formatted(
                        kills,
                        stops,
                        registers.answered(),
                        registers.all().size(),
                        acknowledged,
                        schedules.get(),
                        sum(books, EntryHistory::eventCount),
                        sum(inboxes, EntryHistory::acknowledgedCount),
                        sum(lines, EntryHistory::acknowledgedCount),
                        sum(books, EntryHistory::unknownCount)
                                + sum(inboxes, EntryHistory::unknownCount)
                                + sum(lines, EntryHistory::unknownCount),
                        sum(books, EntryHistory::refusedCount) / 2,
                        died,
                        knocks,
                        wakes,
                        restored,
                        findings.count());
    }

    private static long sum(List<EntryHistory> histories, ToLongFunction<EntryHistory> count) {
        return histories.stream().mapToLong(count).sum();
    }
}
