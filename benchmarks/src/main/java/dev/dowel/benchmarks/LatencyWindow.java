package dev.dowel.benchmarks;

import java.util.Arrays;

/** Latencies until somebody takes them. Usable from any thread. */
final class LatencyWindow {

    private double[] millis = new double[1 << 16];
    private int count;

    synchronized void add(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
        }
        millis[count++] = nanos / 1e6;
    }

    /** All of them in milliseconds, smallest first, and begins anew. */
    synchronized double[] take() {
        double[] taken = Arrays.copyOf(millis, count);
        count = 0;
        Arrays.sort(taken);
        return taken;
    }
}
