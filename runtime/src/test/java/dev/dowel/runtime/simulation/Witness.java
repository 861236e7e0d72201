package dev.dowel.runtime.simulation;

import java.util.ArrayList;
import java.util.List;

/** What was seen that must not be, and how much was seen. Test's thread only. */
record Witness(List<String> violations, Tally tally) {

    private static final int ENOUGH = 20;

    Witness(Tally tally) {
        this(new ArrayList<>(), tally);
    }

    void accuse(String violation) {
        if (violations.size() < ENOUGH) {
            violations.add(violation);
        }
    }
}
