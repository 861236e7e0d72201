package dev.dowel.attacks.kill;

import java.util.HashSet;
import java.util.Set;

/**
 * What the one caller of a key knows of the lives of its actor: who is dead, and how many visits the living one had. Confined to
 * one thread at a time.
 */
final class Lives {

    private final String key;
    private final Findings findings;
    private final Set<String> dead = new HashSet<>();
    private String living = "";
    private long least;
    private long most;
    private boolean endUnknown;

    Lives(String key, Findings findings) {
        this.key = key;
        this.findings = findings;
    }

    String key() {
        return key;
    }

    Set<String> dead() {
        return dead;
    }

    /** A visit was answered. */
    void visited(String id, long visits, long stored) {
        if (dead.contains(id)) {
            findings.add(key, id + " lives again");
        }
        if (visits != stored) {
            findings.add(key, id + " has " + visits + " visits in its state and " + stored + " in its values");
        }
        boolean same = id.equals(living);
        if (!same && !living.isEmpty()) {
            if (endUnknown) {
                dead.add(living);
            } else {
                findings.add(key, living + " was not destroyed, and " + id + " answers");
            }
        }
        long before = same ? least : 0;
        // Of a new life, whatever had no answer since the old one's last visit.
        long possible = same || living.isEmpty() ? most : most - least;
        if (visits <= before || visits > possible + 1) {
            findings.add(key, "visit " + visits + " of " + id + " after " + before + " to " + possible);
        }
        living = id;
        least = visits;
        most = visits;
        endUnknown = false;
    }

    /** A visit had no answer. */
    void visitUnknown() {
        most++;
    }

    /** The end was acknowledged. */
    void ended() {
        if (!living.isEmpty()) {
            dead.add(living);
        }
        living = "";
        least = 0;
        most = 0;
        endUnknown = false;
    }

    /** The end had no answer. */
    void endUnknown() {
        endUnknown = true;
    }

    /** A dead one answered. */
    void answeredAfterItsEnd(String id) {
        findings.add(key, id + " answered after its end");
    }
}
