package dev.dowel.benchmarks.plot;

/** The value in the middle. Stateless. */
public final class Median {

    private Median() {}

    /** Of some values; NaN of none. */
    public static double of(double[] values) {
        return quantile(values, 0.5);
    }

    /** The value that a part of them are below; NaN of none. */
    public static double quantile(double[] values, double part) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
