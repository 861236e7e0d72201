package dev.dowel.attacks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The attack: a server under load, whose power fails. Used by one thread.
 *
 * <p>A life is one server process above a {@link Shim}, killed after a while. From the shim's journal the disk is worked out as
 * a power failure would have left it, for several moments of that life: also while the server opened its store, and
 * whatever had been in the system's memory only is gone, torn, or there in part ({@link Loss}). Each such disk is opened by a
 * new server and compared with what callers knew at that moment. One of them, as it was left, is where the next life begins.
 */
final class PowerLoss {

    /** What else happens to the disk. */
    enum Weather {
        /** Nothing: it does what it says. */
        FAIR,
        /** Syncs and writes fail now and then, or are slow. */
        FAULTS,
        /** The same, and what a failed sync was to save is thrown away at once. */
        FORGETFUL,
        /** Syncs of the log do nothing: this must be found out. */
        LYING
    }

    /**
     * What an attack was and found.
     *
     * @param failures how many power failures were tried
     * @param acknowledged additions
     * @param undone calls that were told that nothing of them happened
     * @param syncs how many
     * @param faults operations of the disk that were made to fail
     * @param wrong what broke a promise
     */
    record Outcome(
            long seed, int failures, long acknowledged, long undone, long syncs, long faults, List<String> wrong) {

        @Override
        public String toString() {
            return failures + " power failures (seed " + seed + "): " + acknowledged + " additions acknowledged, "
                    + undone
                    + " refused and undone, " + syncs + " syncs, " + faults + " faults of the disk; " + wrong.size()
                    + " wrong" + (wrong.isEmpty() ? "" : "\n  " + String.join("\n  ", wrong));
        }
    }

    private static final int FEWEST_SYNCS = 50;
    private static final int MOST_SYNCS = 800;
    private static final long POLL_NANOS = 1_000_000;
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Path folder;
    private final Weather weather;
    private final Random random;
    private final Path library;
    private final Ledgers ledgers = new Ledgers();
    private final List<String> wrong = new ArrayList<>();
    private Path before;
    private int lives;
    private int failures;
    private long syncs;
    private long faults;

    private PowerLoss(Path folder, Weather weather, long seed) throws IOException, InterruptedException {
        this.folder = folder;
        this.weather = weather;
        this.random = new Random(seed);
        this.library = Shim.build(folder);
        this.before = Files.createDirectory(folder.resolve("nothing"));
    }

    /**
     * Attacks.
     *
     * @param folder an empty directory
     * @param lives how many server processes
     * @param cuts how many power failures are tried in each of their lives
     */
    static Outcome attack(Path folder, Weather weather, int lives, int cuts, long seed)
            throws IOException, InterruptedException {
        var attack = new PowerLoss(folder.toRealPath(), weather, seed);
        for (int i = 0; i < lives && attack.wrong.isEmpty(); i++) {
            attack.live(cuts);
        }
        attack.wrong.addAll(attack.ledgers.complaints());
        return new Outcome(
                seed,
                attack.failures,
                attack.ledgers.acknowledged(),
                attack.ledgers.undone(),
                attack.syncs,
                attack.faults,
                attack.wrong);
    }

    private void live(int cuts) throws IOException, InterruptedException {
        Path life = Files.createDirectory(folder.resolve("life" + ++lives));
        Path root = Folders.copy(before, life.resolve("disk"));
        Shim shim = Shim.below(root, library, life);
        switch (weather) {
            case FORGETFUL -> shim.forgetWhatFails();
            case LYING -> shim.lieAboutSyncs();
            case FAIR, FAULTS -> {}
        }
        long ready;
        try (LedgerProcess server = LedgerProcess.start(shim, root.resolve("data"), folder.resolve("server.err"))) {
            ready = shim.journalLength();
            ledgers.load(server.endpoint(), shim, random, calls -> {
                during(shim, calls);
                server.kill();
            });
        }
        syncs += shim.syncs();
        faults += shim.faults();
        failAt(moments(ready, shim.journalLength(), cuts), shim, life);
    }

    private void during(Shim shim, LedgerCalls calls) throws IOException, InterruptedException {
        switch (weather) {
            case FAIR, LYING -> awaitSyncs(shim, random.nextInt(FEWEST_SYNCS, MOST_SYNCS));
            case FAULTS, FORGETFUL -> wrong.addAll(new BadWeather(shim, calls, random, RECOVERY).pass());
        }
    }

    /** By syncs and not by time: how much that is does not depend on the machine. */
    private void awaitSyncs(Shim shim, int count) {
        int enough = shim.syncs() + count;
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (shim.syncs() < enough) {
            if (System.nanoTime() > deadline) {
                wrong.add("the server made no " + count + " syncs within " + RECOVERY);
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** One while the server started, one when it had done all that it did, the others between. */
    private long[] moments(long ready, long end, int cuts) {
        long[] moments = random.longs(cuts, ready, end).toArray();
        moments[0] = random.nextLong(1, ready);
        moments[cuts - 1] = end;
        Arrays.sort(moments);
        return moments;
    }

    private void failAt(long[] moments, Shim shim, Path life) throws IOException, InterruptedException {
        int next = random.nextInt(moments.length);
        Path left = life.resolve("left");
        try (ModelDisk disk = ModelDisk.at(shim.root(), before, shim.journal(), new Random(random.nextLong()))) {
            for (int i = 0; i < moments.length; i++) {
                disk.advance(moments[i]);
                Loss loss = List.of(Loss.values()).get(random.nextInt(Loss.values().length));
                long chance = random.nextLong();
                if (i == next) {
                    disk.writeAfter(loss, new Random(chance), left);
                }
                Path image = life.resolve("image" + i);
                disk.writeAfter(loss, new Random(chance), image);
                check(image, moments[i], loss);
                failures++;
            }
        }
        ledgers.restartAt(moments[next]);
        if (wrong.isEmpty()) {
            Folders.delete(before);
            Folders.delete(shim.root());
            Files.delete(shim.journal());
        }
        before = left;
    }

    private void check(Path image, long moment, Loss loss) throws IOException, InterruptedException {
        List<String> found = ledgers.check(image.resolve("data"), moment);
        found.forEach(each -> wrong.add("life " + lives + ", journal " + moment + ", loss " + loss + ": " + each));
        if (found.isEmpty()) {
            Folders.delete(image);
        }
    }
}
