package dev.dowel.benchmarks;

import dev.dowel.benchmarks.SoakSample.Measure;
import dev.dowel.benchmarks.plot.MarkedPage;
import dev.dowel.benchmarks.plot.Plot;
import dev.dowel.benchmarks.plot.PlotPage;
import dev.dowel.benchmarks.plot.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Half of what a server can do, for a long time, and what becomes of its memory, descriptors, threads, disk and latency. Run as {@code Soak
 * <minutes> <new folder> <docs folder>}: writes {@code plots/soak.svg}, {@code plots/soak.csv} and the table in {@code performance.md} of
 * the docs folder. Ends with 1 if something was not flat or a request failed. Main thread only.
 */
public final class Soak {

    private static final double SAMPLE_SECONDS = 5;
    /** One in so many samples asks for the live heap, which costs the server a full collection. */
    private static final int THOROUGH = 6;

    private static final long SETTLE_MILLIS = 1_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int CALIBRATION_SECONDS = 15;

    private final ServerUnderTest server;
    private final SoakLoad load;
    private final List<SoakSample> samples = new ArrayList<>();
    private double fullRate;

    private Soak(ServerUnderTest server, SoakLoad load) {
        this.server = server;
        this.load = load;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        double minutes = Double.parseDouble(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        boolean well;
        try (ServerUnderTest server = ServerUnderTest.start(folder.resolve("data"));
                SoakLoad load = new SoakLoad(server.port())) {
            var soak = new Soak(server, load);
            load.start();
            soak.run(minutes);
            well = soak.report(minutes, Path.of(args[2]));
        }
        System.exit(well ? 0 : 1);
    }

    private void run(double minutes) throws IOException, InterruptedException {
        Thread.sleep(WARM_UP_SECONDS * 1_000L);
        load.takeLatencies();
        Thread.sleep(CALIBRATION_SECONDS * 1_000L);
        fullRate = load.takeLatencies().length / (double) CALIBRATION_SECONDS;
        load.pace(fullRate / 2);
        System.out.printf(Locale.ROOT, "full load %.0f requests/s, going on with half%n", fullRate);
        System.out.println(SoakSample.csvHead());
        Thread.sleep((long) (SAMPLE_SECONDS * 1_000));
        load.takeLatencies();
        long from = System.nanoTime();
        double last = 0;
        while (last < minutes * 60) {
            Thread.sleep((long) (SAMPLE_SECONDS * 1_000));
            double now = (System.nanoTime() - from) / 1e9;
            boolean thorough = samples.size() % THOROUGH == THOROUGH - 1;
            SoakSample sample = SoakSample.take(now, now - last, server, load, thorough);
            samples.add(sample);
            System.out.println(sample.csv());
            last = now;
            if (thorough) {
                // What waited for the collection belongs to no sample.
                Thread.sleep(SETTLE_MILLIS);
                load.takeLatencies();
                last = (System.nanoTime() - from) / 1e9;
            }
        }
    }

    private boolean report(double minutes, Path docs) throws IOException {
        Path plots = Files.createDirectories(docs.resolve("plots"));
        Files.write(
                plots.resolve("soak.csv"),
                Stream.concat(Stream.of(SoakSample.csvHead()), samples.stream().map(SoakSample::csv))
                        .toList());
        PlotPage.write(plots.resolve("soak.svg"), drawn());
        List<Flatness> verdicts = Stream.of(Measure.values())
                .map(measure -> Flatness.of(measure, samples))
                .toList();
        String table = table(minutes, verdicts);
        System.out.println(table);
        MarkedPage.fill(docs.resolve("performance.md"), "soak", table);
        return load.errors() == 0 && verdicts.stream().allMatch(Flatness::isFlat);
    }

    private String table(double minutes, List<Flatness> verdicts) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %.1f minutes at %.0f requests/s, half of the %.0f/s that the same load reached unpaced; %d samples; "
                        + "%s; %d requests failed%s. Server JVM: `%s`.%n%n",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                minutes,
                fullRate / 2,
                fullRate,
                samples.size(),
                load.counts(),
                load.errors(),
                load.errors() == 0 ? "" : " (the last: " + load.lastError() + ")",
                ServerUnderTest.JVM));
        text.append("| second half | median | change | allowed | |\n|---|---:|---:|---:|---|\n");
        verdicts.forEach(verdict -> text.append(verdict.row()).append('\n'));
        return text.toString();
    }

    private List<Plot> drawn() {
        return List.of(
                drawn("Latency", "ms", true, Measure.P50, Measure.P99, Measure.MAX),
                drawn("Rate", "requests/s", false, Measure.RATE),
                drawn("Memory", "MB", false, Measure.RSS, Measure.HEAP, Measure.DIRECT),
                drawn("Data directory", "MB", false, Measure.DIRECTORY),
                drawn("Descriptors", "number", false, Measure.DESCRIPTORS),
                drawn("Threads", "number", false, Measure.THREADS, Measure.VIRTUAL));
    }

    private Plot drawn(String title, String unit, boolean logarithmic, Measure... measures) {
        List<Series> series = Stream.of(measures)
                .map(measure -> Flatness.series(measure, samples))
                .toList();
        return new Plot(title, "minutes", unit, false, logarithmic, series);
    }
}
