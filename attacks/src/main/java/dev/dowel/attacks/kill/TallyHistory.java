package dev.dowel.attacks.kill;

/**
 * What the callers of one tally know: how many increments had an answer, how many did not, and the highest count that anybody was
 * told. Usable from any thread.
 */
final class TallyHistory {

    private final String key;
    private long acknowledged;
    private long unknown;
    private long highest;

    TallyHistory(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    synchronized void acknowledged(long count) {
        acknowledged++;
        highest = Math.max(highest, count);
    }

    synchronized void unknown() {
        unknown++;
    }

    synchronized long acknowledgedCount() {
        return acknowledged;
    }

    synchronized long unknownCount() {
        return unknown;
    }

    /** Compares with the count that the tally has; nobody may be incrementing. Returns how many acknowledged ones are lost at least. */
    synchronized long check(long count, Findings findings) {
        if (count < acknowledged) {
            findings.add(key, acknowledged + " were acknowledged, and the count is " + count);
        }
        if (count < highest) {
            findings.add(key, "somebody was told " + highest + ", and the count is " + count);
        }
        if (count > acknowledged + unknown) {
            findings.add(key, "the count is " + count + ", and " + (acknowledged + unknown) + " were sent");
        }
        return Math.max(0, Math.max(acknowledged, highest) - count);
    }
}
