package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.MarkedPage;
import dev.dowel.benchmarks.plot.Median;
import dev.dowel.benchmarks.plot.Plot;
import dev.dowel.benchmarks.plot.PlotPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How cost grows with stored actors, connections, state and subscribers. Run as {@code Growth <new folder> <docs folder>}: writes {@code
 * plots/growth-….svg} and the tables in {@code performance.md} of the docs folder. The server is a process of its own. With {@code quick}
 * behind them it stops at the third size of each, to see whether it runs. Main thread only.
 */
public final class Growth {

    private static final int[] ACTORS = {1, 100, 10_000, 100_000, 1_000_000};
    private static final int[] CONNECTIONS = {1, 10, 100, 1_000, 10_000};
    private static final int[] STATE_BYTES = {100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] SUBSCRIBERS = {1, 10, 100, 1_000};

    private static final int STARTS = 3;
    private static final int ROOMS = 100;
    private static final int WARM_UP_CALLS = 4_000;
    private static final int CALLS = 2_000;
    private static final int WAKES = 300;
    private static final int FEW_WAKES = 15;
    private static final int LARGE_ACTORS = 30;
    private static final long ASLEEP_MILLIS = 1_200;
    private static final long SETTLE_MILLIS = 1_500;

    private final Path folder;
    private final Path docs;
    private final int sizes;
    private final StringBuilder text = new StringBuilder();

    private Growth(Path folder, Path docs, int sizes) {
        this.folder = folder;
        this.docs = docs;
        this.sizes = sizes;
    }

    /** Measures, draws and writes. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = args.length > 2 && args[2].equals("quick");
        var growth =
                new Growth(Files.createDirectories(Path.of(args[0])), Path.of(args[1]), quick ? 3 : Integer.MAX_VALUE);
        growth.measure();
        MarkedPage.fill(growth.docs.resolve("performance.md"), "growth", growth.text.toString());
    }

    private void measure() throws IOException, InterruptedException {
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores shared with the driver. Server JVM: `%s`. Each call waits for the one before; writes are synced.%n%n",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                Runtime.getRuntime().availableProcessors(),
                ServerUnderTest.JVM));
        storedActors();
        connections();
        state();
        subscribers();
    }

    private int[] sizes(int[] all) {
        return Arrays.copyOf(all, Math.min(sizes, all.length));
    }

    private void section(String title, String file, GrowthTable table, List<Plot> plots) throws IOException {
        PlotPage.write(docs.resolve("plots").resolve(file), plots);
        text.append("### ")
                .append(title)
                .append("\n\n![")
                .append(title)
                .append("](plots/")
                .append(file)
                .append(")\n\n");
        text.append(table.markdown());
    }

    private void storedActors() throws IOException, InterruptedException {
        var table = new GrowthTable(
                "stored actors",
                "call p50, ms",
                "call p99, ms",
                "server CPU per call, µs",
                "start to first action, s",
                "wake p50, ms",
                "wake p99, ms",
                "live heap, MB");
        Path data = folder.resolve("stored");
        int stored = 0;
        for (int actors : sizes(ACTORS)) {
            StoredActors.add(data, stored, actors);
            stored = actors;
            measureStored(table, data, actors);
        }
        section(
                "Stored actors",
                "growth-actors.svg",
                table,
                List.of(
                        table.plot("Call of a loaded actor", "ms", false, 0, 1),
                        table.plot("Wake of a stored actor", "ms", false, 4, 5),
                        table.plot("Start to first action", "s", false, 3),
                        table.plot("Live heap after the start", "MB", false, 6)));
    }

    private static void measureStored(GrowthTable table, Path data, int actors)
            throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        for (int start = 1; start < STARTS; start++) {
            try (ServerUnderTest server = ServerUnderTest.start(data)) {
                starts.add(server.startSeconds());
            }
        }
        try (ServerUnderTest server = ServerUnderTest.start(data)) {
            starts.add(server.startSeconds());
            double heap = server.thoroughFigures().heapBytes() / 1e6;
            Timed.calls(server, WARM_UP_CALLS, "counter", "get", number -> "first");
            Timed calls =
                    Timed.calls(server, CALLS, (http, number) -> http.action("counter", "first", "increment", "[1]"));
            Timed wakes = wakes(server, actors);
            table.add(
                    actors,
                    calls.p50(),
                    calls.p99(),
                    calls.serverMicros(),
                    Median.of(starts.stream().mapToDouble(Double::doubleValue).toArray()),
                    wakes.p50(),
                    wakes.p99(),
                    heap);
        }
    }

    /** Wakes spread over all of them; few are woken again and again. Others warm up what wakes them. */
    private static Timed wakes(ServerUnderTest server, int actors) throws IOException, InterruptedException {
        Timed.calls(server, WAKES, "varied", "add", number -> "warm" + number);
        Thread.sleep(ASLEEP_MILLIS);
        Timed.calls(server, WAKES, "varied", "count", number -> "warm" + number);
        int atOnce = Math.min(actors, WAKES);
        int rounds = Math.min(FEW_WAKES, WAKES / atOnce);
        double[] millis = new double[0];
        double micros = 0;
        for (int round = 0; round < rounds; round++) {
            Timed woken = Timed.calls(
                    server,
                    atOnce,
                    "varied",
                    "count",
                    number -> StoredActors.key((int) ((long) number * actors / atOnce)));
            millis = DoubleStream.concat(Arrays.stream(millis), Arrays.stream(woken.millis()))
                    .toArray();
            micros += woken.serverMicros() / rounds;
            if (round < rounds - 1) {
                Thread.sleep(ASLEEP_MILLIS);
            }
        }
        return new Timed(millis, micros);
    }

    private void connections() throws IOException, InterruptedException {
        var table = new GrowthTable(
                "idle connections",
                "call p50, ms",
                "call p99, ms",
                "resident memory, MB",
                "live heap above none, MB",
                "direct memory, MB");
        try (ServerUnderTest server = ServerUnderTest.start(folder.resolve("connections"))) {
            Timed.calls(server, WARM_UP_CALLS, (http, number) -> http.action("counter", "caller", "increment", "[1]"));
            Subscribers.open(server.port(), "counter", "room", ROOMS, 200).close();
            Thread.sleep(SETTLE_MILLIS);
            double heap = server.thoroughFigures().heapBytes();
            for (int connections : sizes(CONNECTIONS)) {
                try (Subscribers open = Subscribers.open(server.port(), "counter", "room", ROOMS, connections)) {
                    Thread.sleep(SETTLE_MILLIS);
                    Timed calls = Timed.calls(
                            server, CALLS, (http, number) -> http.action("counter", "caller", "increment", "[1]"));
                    var figures = server.thoroughFigures();
                    table.add(
                            connections,
                            calls.p50(),
                            calls.p99(),
                            server.rssBytes() / 1e6,
                            (figures.heapBytes() - heap) / 1e6,
                            figures.directBytes() / 1e6);
                    if (open.broken() > 0) {
                        throw new IOException(open.broken() + " idle connections broke.");
                    }
                }
            }
        }
        section(
                "Connections",
                "growth-connections.svg",
                table,
                List.of(
                        table.plot("Call beside idle connections", "ms", false, 0, 1),
                        table.plot("Memory of idle connections", "MB", false, 2, 3)));
    }

    private void state() throws IOException, InterruptedException {
        var table = new GrowthTable(
                "state, bytes",
                "turn that changes it p50, ms",
                "turn that reads it p50, ms",
                "wake p50, ms",
                "wake p99, ms",
                "server CPU per change, µs");
        try (ServerUnderTest server = ServerUnderTest.start(folder.resolve("state"))) {
            Timed.calls(server, WARM_UP_CALLS, "varied", "add", number -> "warm");
            for (int bytes : sizes(STATE_BYTES)) {
                Timed.calls(
                        server,
                        LARGE_ACTORS,
                        (http, number) -> http.action("varied", "large" + number, "grow", "[" + bytes + "]"));
                Timed changes = Timed.calls(server, CALLS / 5, "varied", "add", number -> "large0");
                Timed reads = Timed.calls(server, CALLS / 5, "varied", "count", number -> "large0");
                Timed.calls(server, LARGE_ACTORS, "varied", "rest", number -> "large" + number);
                Thread.sleep(ASLEEP_MILLIS);
                Timed wakes = Timed.calls(server, LARGE_ACTORS, "varied", "count", number -> "large" + number);
                table.add(bytes, changes.p50(), reads.p50(), wakes.p50(), wakes.p99(), changes.serverMicros());
            }
        }
        section(
                "State",
                "growth-state.svg",
                table,
                List.of(
                        table.plot("Turns", "ms", true, 0, 1),
                        table.plot("Wake of a sleeping actor", "ms", true, 2, 3)));
    }

    private void subscribers() throws IOException, InterruptedException {
        var table = new GrowthTable(
                "subscribers",
                "event to all p50, ms",
                "event to all p99, ms",
                "deliveries/s, 4 events under way",
                "server CPU per event, µs",
                "server CPU per delivery, µs");
        try (ServerUnderTest server = ServerUnderTest.start(folder.resolve("subscribers"))) {
            for (int subscribers : sizes(SUBSCRIBERS)) {
                try (Subscribers open =
                        Subscribers.open(server.port(), "counter", "hall" + subscribers + "-", 1, subscribers)) {
                    Thread.sleep(SETTLE_MILLIS);
                    new Broadcasts(server, open, "hall" + subscribers + "-0", subscribers).measureInto(table);
                }
            }
        }
        section(
                "Subscribers",
                "growth-subscribers.svg",
                table,
                List.of(
                        table.plot("From the call until all have it", "ms", true, 0, 1),
                        table.plot("Deliveries", "per second", true, 2),
                        table.plot("Server CPU of one event", "µs", true, 3),
                        table.plot("Server CPU of one delivery", "µs", true, 4)));
    }
}
