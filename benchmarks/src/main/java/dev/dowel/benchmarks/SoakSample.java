package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Median;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one moment of a soak was like. Immutable.
 *
 * @param seconds since the load is at its pace
 * @param values NaN for what was not measured; none is missing
 */
record SoakSample(double seconds, Map<Measure, Double> values) {

    private static final double MB = 1e6;

    /**
     * Takes a sample: of the server now, and of the load since the last sample.
     *
     * @param thorough whether the server collects its garbage to say how much heap is alive; otherwise that is not known
     */
    static SoakSample take(double seconds, double window, ServerUnderTest server, SoakLoad load, boolean thorough)
            throws IOException {
        double[] millis = load.takeLatencies();
        long descriptors = server.descriptors();
        ServerFigures figures = thorough ? server.thoroughFigures() : server.figures();
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.RATE, millis.length / window);
        values.put(Measure.P50, Median.of(millis));
        values.put(Measure.P99, Median.quantile(millis, 0.99));
        values.put(Measure.MAX, Median.quantile(millis, 1));
        values.put(Measure.RSS, server.rssBytes() / MB);
        values.put(Measure.HEAP, figures.heapBytes() / MB);
        values.put(Measure.DIRECT, figures.directBytes() / MB);
        values.put(Measure.DIRECTORY, server.directoryBytes() / MB);
        values.put(Measure.DESCRIPTORS, (double) descriptors);
        values.put(Measure.THREADS, (double) figures.threads());
        values.put(Measure.VIRTUAL, figures.virtualThreads());
        return new SoakSample(seconds, values);
    }

    static String csvHead() {
        return "seconds," + Stream.of(Measure.values()).map(each -> each.column).collect(Collectors.joining(","));
    }

    String csv() {
        return String.format(Locale.ROOT, "%.1f,", seconds)
                + Stream.of(Measure.values())
                        .map(this::value)
                        .map(value -> value.isNaN() ? "" : String.format(Locale.ROOT, "%.3f", value))
                        .collect(Collectors.joining(","));
    }

    double value(Measure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }

    /**
     * What is sampled, and by how much it may rise (the rate: fall) over the second half of a soak and still be called flat:
     * a part of its median, or an amount, whichever is more.
     */
    enum Measure {
        RATE("requests_per_second", "requests/s", 0.05, 0),
        P50("p50_ms", "p50, ms", 0.15, 0.1),
        P99("p99_ms", "p99, ms", 0.25, 1),
        MAX("max_ms", "max, ms", 0.5, 50),
        RSS("rss_mb", "resident memory, MB", 0.05, 20),
        HEAP("live_heap_mb", "live heap, MB", 0.05, 3),
        DIRECT("direct_mb", "direct memory, MB", 0.05, 4),
        DIRECTORY("data_mb", "data directory, MB", 0.10, 30),
        DESCRIPTORS("descriptors", "file descriptors", 0.05, 5),
        THREADS("threads", "platform threads", 0.05, 2),
        VIRTUAL("virtual_threads", "virtual threads", 0.10, 20);

        final String column;
        final String label;
        final double part;
        final double amount;

        Measure(String column, String label, double part, double amount) {
            this.column = column;
            this.label = label;
            this.part = part;
            this.amount = amount;
        }
    }
}
