package dev.dowel.attacks.kill;

import java.util.ArrayList;
import java.util.List;

/** What must not be and is. Usable from any thread. */
final class Findings {

    private static final int SHOWN = 50;

    private final List<String> texts = new ArrayList<>();
    private long count;

    synchronized void add(String where, String what) {
        count++;
        if (texts.size() < SHOWN) {
            texts.add(where + ": " + what);
        }
    }

    synchronized long count() {
        return count;
    }

    /** The first of them. */
    synchronized List<String> texts() {
        return List.copyOf(texts);
    }
}
