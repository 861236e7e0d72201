package dev.dowel.attacks.kill;

import dev.dowel.attacks.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Increments until so many were acknowledged, while the server is killed with SIGKILL again and again: after each restart nothing
 * acknowledged may be lost, and nothing counted that nobody sent. Confined to one
 * thread.
 */
public final class CountAttack {

    private static final int CALLERS = 32;
    private static final int TALLIES = 16;
    /** Increments that are acknowledged before a kill, on average. */
    private static final long OF_ONE_LIFE = 50_000;

    private static final int PATIENCE_SECONDS = 300;

    private final Path folder;
    private final Random random;
    private final Findings findings = new Findings();
    private final List<TallyHistory> tallies = new ArrayList<>();
    private long lost;

    CountAttack(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        for (int i = 0; i < TALLIES; i++) {
            tallies.add(new TallyHistory("tally" + i));
        }
    }

    /** Kills so often, prints the counts and whatever must not be, and returns whether there was nothing. */
    public static boolean attack(int kills, long seed) throws IOException, InterruptedException {
        var attack = new CountAttack(Files.createTempDirectory("dowel-count"), seed);
        System.out.println(attack.run(kills * OF_ONE_LIFE, kills));
        attack.findings().forEach(finding -> System.out.println("FOUND (seed " + seed + ") " + finding));
        if (attack.findings().isEmpty()) {
            Folders.delete(attack.folder);
        } else {
            System.out.println("What was left is in " + attack.folder);
        }
        return attack.findings().isEmpty();
    }

    List<String> findings() {
        return findings.texts();
    }

    /** Kills at least so often, until so many increments were acknowledged; returns the counts in one line. */
    String run(long acknowledged, int kills) throws IOException, InterruptedException {
        int killed = 0;
        while (killed < kills || acknowledged() < acknowledged) {
            try (Victim server = start()) {
                compare(server);
                long share = Math.max(1, acknowledged / kills);
                load(server, share / 2 + random.nextLong(share + 1));
                killed++;
            }
        }
        try (Victim server = start()) {
            compare(server);
        }
        long unknown = tallies.stream().mapToLong(TallyHistory::unknownCount).sum();
        return "%,d kills: %,d lost of %,d acknowledged increments; %,d had no answer; %d findings"
                .formatted(killed, lost, acknowledged(), unknown, findings.count());
    }

    private long acknowledged() {
        return tallies.stream().mapToLong(TallyHistory::acknowledgedCount).sum();
    }

    private Victim start() throws IOException {
        return Victim.start(folder.resolve("data"), List.of("-Xmx512m", "-XX:+UseCompactObjectHeaders"));
    }

    private void compare(Victim server) throws IOException {
        long missing = 0;
        try (Wire wire = new Wire(server.port())) {
            for (TallyHistory tally : tallies) {
                missing += tally.check(wire.call("tally", tally.key(), "count").asLong(), findings);
            }
        }
        lost = Math.max(lost, missing);
    }

    private void load(Victim server, long increments) throws InterruptedException {
        var untilKill = new CountDownLatch((int) increments);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            TallyHistory tally = tallies.get(i % TALLIES);
            threads.add(Thread.ofPlatform().daemon().start(() -> incrementUntilGone(server.port(), tally, untilKill)));
        }
        if (!untilKill.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            findings.add("server", untilKill.getCount() + " of " + increments + " increments were not answered");
        }
        server.kill();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                findings.add("caller", "did not notice that the server is gone");
            }
        }
    }

    private void incrementUntilGone(int port, TallyHistory tally, CountDownLatch untilKill) {
        try (Wire wire = new Wire(port)) {
            while (true) {
                try {
                    tally.acknowledged(
                            wire.call("tally", tally.key(), "increment").asLong());
                } catch (IOException e) {
                    tally.unknown();
                    return;
                }
                untilKill.countDown();
            }
        } catch (IOException e) {
            // Gone before anything was sent, or after everything was told.
            return;
        } catch (Wire.Refused e) {
            findings.add(tally.key(), "was refused: " + e.getMessage());
        }
    }
}
