package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Median;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one moment of a soak was like. Immutable.
 *
 * @param seconds since the load is at its pace
 * @param values by {@link Measure}, in its order
 */
record SoakSample(double seconds, List<Double> values) {

    private static final double MB = 1e6;

    /** Takes a sample: of the server now, and of the load since the last sample. */
    static SoakSample take(double seconds, double window, ServerUnderTest server, SoakLoad load) throws IOException {
        double[] millis = load.takeLatencies();
        long descriptors = server.descriptors();
        Map<String, Long> figures = server.figures();
        // What the collection for the sample delayed belongs to no window.
        return new SoakSample(
                seconds,
                List.of(
                        millis.length / window,
                        Median.of(millis),
                        Median.quantile(millis, 0.99),
                        Median.quantile(millis, 1),
                        server.rssBytes() / MB,
                        figures.get("heapBytes") / MB,
                        figures.get("directBytes") / MB,
                        server.directoryBytes() / MB,
                        (double) descriptors,
                        figures.get("threads").doubleValue(),
                        figures.get("virtual").doubleValue()));
    }

    static String csvHead() {
        return "seconds,"
                + List.of(Measure.values()).stream().map(each -> each.column).collect(Collectors.joining(","));
    }

    String csv() {
        return String.format(Locale.ROOT, "%.1f,", seconds)
                + values.stream().map(value -> String.format(Locale.ROOT, "%.3f", value)).collect(Collectors.joining(","));
    }

    double value(Measure measure) {
        return values.get(measure.ordinal());
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
