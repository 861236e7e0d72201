package dev.dowel.attacks.actors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long a question, asked again and again, took to be answered. Confined to the thread that asks, then to the reader. */
final class Delays {

    private final List<Long> nanos = new ArrayList<>();
    private int failures;

    void add(long taken) {
        nanos.add(taken);
    }

    void failed() {
        failures++;
    }

    int answered() {
        return nanos.size();
    }

    int failures() {
        return failures;
    }

    /** The longest of them, in nanoseconds. */
    long longest() {
        return nanos.isEmpty() ? 0 : Collections.max(nanos);
    }

    private double millis(double part) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size()))) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%5d answered %2d failed, ms p50 %6.1f p99 %7.1f max %7.1f",
                nanos.size(),
                failures,
                millis(0.5),
                millis(0.99),
                millis(1));
    }
}
