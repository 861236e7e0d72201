package dev.dowel.attacks.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One caller of one ledger, and what it knows of it: which number is certain to be stored at which moment, and which is the
 * largest that may be. {@link #addUntilGone} runs on one thread; everything else while that does not run.
 */
final class LedgerCaller {

    private record Certainty(long journal, long number) {}

    /** A number that was sent; whether, and when, it was certain that nothing of it is stored. */
    private record Attempt(long sent, long number, long undone) {}

    private static final int BULK_EVERY = 4;
    private static final int LONGEST_BULK = 60_000;
    private static final long PAUSE_NANOS = 20_000_000;

    private final String ledger;
    private final String name;
    private final List<Certainty> certain = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private long least;
    private long most;
    private long acknowledged;
    private long undone;

    LedgerCaller(String ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    String ledger() {
        return ledger;
    }

    String name() {
        return name;
    }

    /** Adds numbers until the server is gone. Numbers that could not be stored are tried again: they must not be there. */
    void addUntilGone(LedgerCalls calls, Shim shim, RandomGenerator random) {
        try {
            long number = begin(calls, shim);
            while (true) {
                if (add(calls, shim, number + 1, random.nextInt(BULK_EVERY) == 0 ? random.nextInt(LONGEST_BULK) : 0)) {
                    number++;
                }
            }
        } catch (IOException gone) {
            // The number under way may be there or not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A number without an answer may be stored; one that was refused may not, if the disk let the store note that it failed. */
    private boolean add(LedgerCalls calls, Shim shim, long number, int bulk) throws IOException, InterruptedException {
        int notes = shim.notes();
        long sent = shim.journalLength();
        long undoneAt = Long.MAX_VALUE;
        try {
            calls.add(ledger, name, number, bulk);
            acknowledged++;
            certain.add(new Certainty(shim.journalLength(), number));
            return true;
        } catch (LedgerCalls.RefusedException e) {
            undoneAt = notes == Shim.NO_NOTES || notes != shim.notes() ? Long.MAX_VALUE : shim.journalLength();
            refused(number, e);
            return false;
        } finally {
            attempts.add(new Attempt(sent, number, undoneAt));
        }
    }

    /** What a server tells is as certain as what it acknowledges. */
    private long begin(LedgerCalls calls, Shim shim) throws IOException, InterruptedException {
        while (true) {
            try {
                long number = calls.last(ledger, name);
                if (number < least || number > most) {
                    complaints.add("began with " + number + ", not between " + least + " and " + most);
                }
                certain.add(new Certainty(shim.journalLength(), number));
                return number;
            } catch (LedgerCalls.RefusedException e) {
                refused(0, e);
            }
        }
    }

    private void refused(long number, LedgerCalls.RefusedException e) {
        if (!e.code().equals("store.unavailable")) {
            complaints.add(number + " was refused: " + e.getMessage());
        }
        undone++;
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** The smallest number that loses nothing, if the power failed when the journal was so long. */
    long leastAt(long journal) {
        long least = this.least;
        for (Certainty each : certain) {
            if (each.journal() <= journal) {
                least = Math.max(least, each.number());
            }
        }
        return least;
    }

    /** The largest number that makes nothing up, if the power failed when the journal was so long. */
    long mostAt(long journal) {
        long most = this.most;
        for (Attempt attempt : attempts) {
            if (attempt.sent() <= journal && attempt.undone() > journal) {
                most = Math.max(most, attempt.number());
            }
        }
        return most;
    }

    /** Begins a new life with what a power failure left. */
    void restartAt(long journal) {
        long least = leastAt(journal);
        most = mostAt(journal);
        this.least = least;
        certain.clear();
        attempts.clear();
    }

    /** What it was told that cannot be. */
    List<String> complaints() {
        return complaints.stream().map(text -> name + " " + text).toList();
    }

    long acknowledged() {
        return acknowledged;
    }

    /** How often it was told that nothing of its call happened. */
    long undone() {
        return undone;
    }
}
