package dev.dowel.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to go wrong with the next commits. Shared by all lives of a test's server; test's thread only. */
final class CommitFaults {

    /** What becomes of one commit. */
    enum Fate {
        /** The store refuses it. */
        FAILS,
        /** The process dies before it is written. */
        CRASHES_BEFORE,
        /** The process dies when it is written, and nobody was told. */
        CRASHES_AFTER
    }

    private final Deque<Fate> fates = new ArrayDeque<>();

    /** One more of the next commits goes wrong. */
    void add(Fate fate) {
        fates.add(fate);
    }

    /** What becomes of the commit that is being made, or null if nothing is wrong with it. */
    @Nullable
    Fate next() {
        return fates.poll();
    }

    /** From here on nothing goes wrong. */
    void clear() {
        fates.clear();
    }
}
