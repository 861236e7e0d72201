package dev.dowel.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Messages through queues, on a store that syncs: from local actors to one worker, the same in front of a backlog, to many
 * workers over HTTP, and how long the head takes after many messages. Run as {@code QueueLoad <data directory> [local|http|heads…]
 * [name=number…]} with an empty directory; the names are those of {@link #DEFAULTS}. Main thread only.
 */
public final class QueueLoad {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            "runs", 3, // of each
            "secs", 4, // measured in each run
            "warm", 3, // before that
            "backlog", 100_000, // messages that wait meanwhile
            "actors", 1_000, // workers over HTTP
            "connections", 64, // to them, each with one request at a time
            "passed", 1_000_000); // messages before the heads are read

    private final Path directory;
    private final Map<String, Integer> settings;

    private QueueLoad(Path directory, Map<String, Integer> settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Measures what was asked for, or everything, and prints a line for each result. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Integer> settings = new HashMap<>(DEFAULTS);
        List<String> rest = List.of(args).subList(1, args.length);
        rest.stream()
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .forEach(pair -> {
                    if (settings.put(pair[0], Integer.valueOf(pair[1])) == null) {
                        throw new IllegalArgumentException(
                                "There is no setting " + pair[0] + ", only " + DEFAULTS.keySet());
                    }
                });
        List<String> asked = rest.stream().filter(word -> !word.contains("=")).toList();
        var load = new QueueLoad(Path.of(args[0]), settings);
        for (String part : asked.isEmpty() ? List.of("local", "http", "heads") : asked) {
            switch (part) {
                case "local" -> load.local();
                case "http" -> load.http();
                case "heads" -> load.heads();
                default -> throw new IllegalArgumentException("There is no part " + part);
            }
        }
        System.exit(0); // whatever threads of the client's side are left
    }

    private int setting(String name) {
        return Objects.requireNonNull(settings.get(name));
    }

    private void local() throws IOException, InterruptedException {
        try (var senders = new LocalSenders(directory.resolve("local"), setting("warm"), setting("secs"))) {
            for (int run = 1; run <= setting("runs"); run++) {
                LoadRate without = senders.measure("empty" + run, 0);
                print("queueLocal run=%d %s", run, without);
                LoadRate with = senders.measure("backlog" + run, setting("backlog"));
                print("queueBacklog run=%d backlog=%d %s", run, setting("backlog"), with);
                print(
                        "queueRatio run=%d backlog=%d ratio=%.3f otherCpu=%.2f",
                        run,
                        setting("backlog"),
                        with.perSecond() / without.perSecond(),
                        Math.max(with.otherCpu(), without.otherCpu()));
            }
        }
    }

    private void http() throws IOException, InterruptedException {
        int actors = setting("actors");
        int connections = setting("connections");
        try (var senders = new HttpSenders(directory.resolve("http"), actors, connections)) {
            for (int run = 1; run <= setting("runs"); run++) {
                LoadRate rate = senders.measure(setting("warm"), setting("secs"));
                print("queueHttp run=%d actors=%d connections=%d %s", run, actors, connections, rate);
            }
            senders.checkDone();
        }
    }

    private void heads() throws IOException {
        var heads = new QueueHeads(directory.resolve("heads"), setting("passed"));
        heads.measure().forEach(line -> print("%s", line));
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
