package dev.dowel.benchmarks;

import dev.dowel.benchmarks.SoakSample.Measure;
import dev.dowel.benchmarks.plot.Series;
import java.util.List;
import java.util.Locale;

/**
 * Whether a measure stayed what it was: its Theil–Sen slope over the second half of the samples, times the length of that
 * half, is at most what {@link Measure} allows. Immutable.
 *
 * @param median of the second half
 * @param rise over the second half, by the slope
 * @param allowed the most it may rise; of the rate, fall
 */
record Flatness(Measure measure, double median, double rise, double allowed) {

    static Flatness of(Measure measure, List<SoakSample> samples) {
        Series half = series(measure, samples).secondHalf();
        double median = half.median();
        return new Flatness(measure, median, half.rise(), Math.max(measure.part * median, measure.amount));
    }

    static Series series(Measure measure, List<SoakSample> samples) {
        return Series.of(
                measure.label,
                samples.stream()
                        .filter(sample -> Double.isFinite(sample.value(measure)))
                        .map(sample -> new double[] {sample.seconds() / 60, sample.value(measure)})
                        .toList());
    }

    boolean isFlat() {
        return (measure == Measure.RATE ? -rise : rise) <= allowed;
    }

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %+.2f | %.2f | %s |",
                measure.label,
                median,
                rise,
                allowed,
                isFlat() ? "flat" : "**not flat**");
    }
}
