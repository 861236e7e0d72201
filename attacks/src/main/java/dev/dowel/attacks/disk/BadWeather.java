package dev.dowel.attacks.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Faults of a disk, one after another, each followed by a time in which the server must come back by itself. Used by one
 * thread.
 */
final class BadWeather {

    /** What happens to the disk; in words, and whether no commit can succeed meanwhile. */
    private record Spell(String words, boolean total) {}

    private static final int SPELLS = 4;
    private static final int LONGEST_MILLIS = 300;
    private static final int SLOW_MILLIS = 700;
    private static final Duration UNTIL_HIT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 5_000_000;

    /** Syncs that must succeed after the disk is good again: the store's own and some commits. */
    private static final int ENOUGH_SYNCS = 30;

    /** Commits sync the log: most faults are to hit these. */
    private static final List<Set<Shim.Kind>> KINDS = List.of(
            EnumSet.of(Shim.Kind.LOG),
            EnumSet.of(Shim.Kind.LOG),
            EnumSet.of(Shim.Kind.LOG),
            EnumSet.of(Shim.Kind.TABLE),
            EnumSet.of(Shim.Kind.BOOKS),
            EnumSet.of(Shim.Kind.DIRECTORY),
            EnumSet.allOf(Shim.Kind.class));

    private final Shim shim;
    private final LedgerCalls calls;
    private final RandomGenerator random;
    private final Duration patience;

    BadWeather(Shim shim, LedgerCalls calls, RandomGenerator random, Duration patience) {
        this.shim = shim;
        this.calls = calls;
        this.random = random;
        this.patience = patience;
    }

    /** Lets it pass; says what is wrong, if anything is. */
    List<String> pass() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < SPELLS && wrong.isEmpty(); i++) {
            if (!syncsGoOn()) {
                wrong.add("the server stores nothing");
                return wrong;
            }
            int faults = shim.faults();
            Spell spell = begin();
            long deadline = System.nanoTime() + UNTIL_HIT.toNanos();
            await(() -> shim.faults() > faults, deadline);
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
            if (spell.total() && !await(this::saysFailing, System.nanoTime() + patience.toNanos())) {
                wrong.add("its health did not say so: " + spell.words());
            }
            shim.heal();
            if (!syncsGoOn()) {
                wrong.add("the server did not come back within " + patience + " after: " + spell.words());
            } else if (!await(this::saysOk, System.nanoTime() + patience.toNanos())) {
                wrong.add("its health did not come back after: " + spell.words());
            }
        }
        return wrong;
    }

    private Spell begin() {
        Set<Shim.Kind> kinds = KINDS.get(random.nextInt(KINDS.size()));
        int times = random.nextBoolean() ? 1 : Shim.ALWAYS;
        int error = random.nextBoolean() ? Shim.EIO : Shim.ENOSPC;
        boolean total = times == Shim.ALWAYS && kinds.contains(Shim.Kind.LOG);
        String words = "errno " + error + ", times " + times + ", of " + kinds;
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                shim.failSyncs(error, times, kinds);
                yield new Spell("syncs fail, " + words, total);
            }
            case 3 -> {
                shim.failWrites(error, times, kinds);
                yield new Spell("writes fail, " + words, total);
            }
            case 4 -> {
                shim.readOnly();
                yield new Spell("read-only", true);
            }
            default -> {
                shim.delaySyncs(SLOW_MILLIS);
                yield new Spell("slow", false);
            }
        };
    }

    private boolean saysFailing() throws IOException, InterruptedException {
        LedgerCalls.Health health = calls.health();
        return health.status() == 503
                && health.body().path("status").asString("").equals("failing")
                && health.body().path("store").path("reason").isString();
    }

    private boolean saysOk() throws IOException, InterruptedException {
        LedgerCalls.Health health = calls.health();
        return health.status() == 200
                && health.body().path("status").asString("").equals("ok");
    }

    private boolean syncsGoOn() throws IOException, InterruptedException {
        int enough = shim.syncs() + ENOUGH_SYNCS;
        return await(() -> shim.syncs() >= enough, System.nanoTime() + patience.toNanos());
    }

    /** Something that becomes true. */
    @FunctionalInterface
    interface Expected {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits until something is so, or a time has come, of {@link System#nanoTime}; says whether it is. */
    static boolean await(Expected expected, long deadline) throws IOException, InterruptedException {
        while (!expected.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
