package dev.dowel.benchmarks;

import java.util.Locale;

/**
 * How much was done in one run. Immutable. Prints itself as fields of a result line.
 *
 * @param sent messages a second whose senders had an answer
 * @param handled messages a second that were handled
 * @param otherCpu cores that other processes used meanwhile
 */
record LoadRate(double sent, double handled, double otherCpu) {

    /** What went all the way. */
    double perSecond() {
        return Math.min(sent, handled);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "rps=%.0f sent_s=%.0f handled_s=%.0f otherCpu=%.2f", perSecond(), sent, handled, otherCpu);
    }
}
