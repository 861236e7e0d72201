package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Plot;
import dev.dowel.benchmarks.plot.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What was measured at rising sizes: a row for each size, a column for each measure. Confined to one thread.
 */
final class GrowthTable {

    private final String size;
    private final List<String> columns;
    private final List<double[]> rows = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param size what grows, with its unit
     * @param columns what is measured, with units
     */
    GrowthTable(String size, String... columns) {
        this.size = size;
        this.columns = List.of(columns);
    }

    /** Adds the values of one size, and prints them. */
    void add(double at, double... values) {
        rows.add(Stream.concat(Stream.of(at), Arrays.stream(values).boxed())
                .mapToDouble(Double::doubleValue)
                .toArray());
        System.out.println(row(rows.getLast()));
    }

    /** Some columns over the sizes; the sizes on a logarithmic axis. */
    Plot plot(String title, String unit, boolean logarithmic, int... shown) {
        List<Series> series = new ArrayList<>();
        for (int column : shown) {
            series.add(Series.of(
                    columns.get(column),
                    rows.stream()
                            .map(row -> new double[] {row[0], row[column + 1]})
                            .toList()));
        }
        return new Plot(title, size, unit, true, logarithmic, series);
    }

    String markdown() {
        var text = new StringBuilder("| " + size + " | " + String.join(" | ", columns) + " |\n|---:|");
        text.append("---:|".repeat(columns.size())).append('\n');
        rows.forEach(row -> text.append(row(row)).append('\n'));
        return text.append('\n').toString();
    }

    private static String row(double[] values) {
        var text = new StringBuilder("|");
        for (int column = 0; column < values.length; column++) {
            String format = column == 0 || values[column] >= 100 ? "%,.0f" : values[column] >= 10 ? "%.1f" : "%.3f";
            text.append(' ')
                    .append(String.format(Locale.ROOT, format, values[column]))
                    .append(" |");
        }
        return text.toString();
    }
}
