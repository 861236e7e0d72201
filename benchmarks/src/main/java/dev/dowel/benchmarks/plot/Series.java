package dev.dowel.benchmarks.plot;

import java.util.Arrays;
import java.util.List;

/**
 * Measured points, by rising x. Immutable, as long as nobody changes the arrays.
 *
 * @param name what the legend calls it
 */
public record Series(String name, double[] x, double[] y) {

    /** Checks that every x has a y. */
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(name + ": " + x.length + " x, " + y.length + " y.");
        }
    }

    /** From pairs of x and y. */
    public static Series of(String name, List<double[]> points) {
        return new Series(
                name,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    /** The second half of it: what is left when a system has warmed up. */
    public Series secondHalf() {
        int from = x.length / 2;
        return new Series(name, Arrays.copyOfRange(x, from, x.length), Arrays.copyOfRange(y, from, y.length));
    }

    /** The median of its values; NaN without any. */
    public double median() {
        return Median.of(y);
    }

    /** The Theil–Sen slope: the median of the slopes between all pairs, which a few outliers do not move. */
    public double slope() {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
            }
        }
        return slopes.length == 0 ? 0 : Median.of(slopes);
    }

    /** By how much it rose from its first to its last point, by its slope. */
    public double rise() {
        return x.length == 0 ? 0 : slope() * (x[x.length - 1] - x[0]);
    }
}
