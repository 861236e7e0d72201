package dev.dowel.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One direction of a plot: its range, its marks, and where a value lies on it. Immutable.
 *
 * @param logarithmic whether equal distances are equal ratios
 */
record Axis(double low, double high, boolean logarithmic) {

    private static final int MARKS = 5;

    /** An axis that holds all values. A linear one starts at zero, so that what looks flat is flat. */
    static Axis over(double[] values, boolean logarithmic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value) && (!logarithmic || value > 0)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return new Axis(logarithmic ? 0.1 : 0, 1, logarithmic);
        }
        if (logarithmic) {
            double from = Math.pow(10, Math.floor(Math.log10(low) + 1e-9));
            double to = Math.pow(10, Math.ceil(Math.log10(high) - 1e-9));
            return new Axis(from, to > from ? to : from * 10, true);
        }
        double step = step(high);
        return new Axis(Math.min(0, low), high > 0 ? Math.ceil(high / step) * step : 1, false);
    }

    /** Where a value lies, from 0 to 1. */
    double at(double value) {
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
    }

    /** The values that get a line and a number. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (logarithmic) {
            for (double mark = low; mark <= high * 1.001; mark *= 10) {
                marks.add(mark);
            }
            return marks;
        }
        double step = step(high - low);
        for (double mark = Math.ceil(low / step) * step; mark <= high + step / 1e6; mark += step) {
            marks.add(mark);
        }
        return marks;
    }

    private static double step(double range) {
        if (range <= 0) {
            return 1;
        }
        double rough = range / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digits = rough / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    /** A number as short as it can be said. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        if (size >= 1e3) {
            return trimmed(value / 1e3) + "k";
        }
        return trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
