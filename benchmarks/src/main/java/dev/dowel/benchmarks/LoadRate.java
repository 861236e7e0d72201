package dev.dowel.benchmarks;

import java.util.Locale;

/**
 * How much was done in one run. Immutable. Prints itself as fields of a result line.
 *
 * @param perSecond messages that were handled
 * @param acknowledgedPerSecond messages whose senders had an answer
 * @param otherCpu cores that other processes used meanwhile
 */
record LoadRate(double perSecond, double acknowledgedPerSecond, double otherCpu) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "rps=%.0f acked_s=%.0f otherCpu=%.2f", perSecond, acknowledgedPerSecond, otherCpu);
    }
}
