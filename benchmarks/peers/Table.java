import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns the lines of a benchmark run into one Markdown table: the median of each system, Dowel's ratio to each of the
 * others in the same run, and the figure to reach. Run as {@code java Table.java <lines> dowel [other…]}.
 */
public final class Table {
    /** A run during which other processes used more than this many cores is left out when two clean ones remain. */
    private static final double FOREIGN_CORES = 0.35;

    private enum Better {
        HIGHER,
        LOWER
    }

    /** What is shown of several runs. */
    private enum Shown {
        MEDIAN,
        /** A single acknowledged increment lost in any run is a loss. */
        WORST,
        SUM
    }

    /** A figure to reach, in words, and what was reached of it: 1 or more is enough. */
    private record Goal(String words, double reached) {
        String verdict() {
            return words + ": " + (reached >= 1 ? "holds" : "**missed**, " + share() + " of it");
        }

        private String share() {
            return String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * reached));
        }
    }

    /**
     * One line of the table: which result lines it takes, which field of them, in which unit, and what is to be reached: a figure,
     * and multiples of what other systems reach in the same run.
     */
    private record Row(
            String label,
            String name,
            String only,
            String field,
            double scale,
            Better better,
            double target,
            Map<String, Double> multiples,
            boolean syncs,
            Shown shown) {
        static Row of(String label, String name, String only, String field, double scale, Better better) {
            return new Row(label, name, only, field, scale, better, Double.NaN, Map.of(), false, Shown.MEDIAN);
        }

        Row reach(double figure) {
            return new Row(label, name, only, field, scale, better, figure, multiples, syncs, shown);
        }

        /** To reach so many times what another system does. */
        Row times(double factor, String peer) {
            Map<String, Double> more = new LinkedHashMap<>(multiples);
            more.put(peer, factor);
            return new Row(label, name, only, field, scale, better, target, more, syncs, shown);
        }

        /** To take at most one sync of this run, and so much more. */
        Row aboveOneSync(double more) {
            return new Row(label, name, only, field, scale, better, more, multiples, true, shown);
        }

        Row showing(Shown statistic) {
            return new Row(label, name, only, field, scale, better, target, multiples, syncs, statistic);
        }

        boolean takes(Result result) {
            return result.name.equals(name)
                    && (only.isEmpty() || result.tokens.contains(only))
                    && result.fields.containsKey(field);
        }

        double reached(double figure, double goal) {
            if (better == Better.HIGHER) {
                return figure / goal;
            }
            return goal == 0 ? (figure == 0 ? 1 : 0) : figure == 0 ? 1 : goal / figure;
        }
    }

    private record Result(String peer, String name, List<String> tokens, Map<String, String> fields) {
        double number(String field) {
            return Double.parseDouble(fields.get(field));
        }

        boolean disturbed() {
            return Double.parseDouble(fields.getOrDefault("otherCpu", "0")) > FOREIGN_CORES;
        }
    }

    private record Figure(double median, double low, double high, int clean, int all, boolean errors) {}

    private static final List<Row> ROWS = List.of(
            Row.of("W1 one actor, 1 connection: p50, ms", "W1", "conns=1", "p50us", 1e-3, Better.LOWER)
                    .aboveOneSync(0.10),
            Row.of("W1 one actor, 1 connection: actions/s", "W1", "conns=1", "rps", 1, Better.HIGHER),
            Row.of("W1 one actor, 16 connections: actions/s", "W1", "conns=16", "rps", 1, Better.HIGHER),
            Row.of("W1 one actor, 64 connections: actions/s", "W1", "conns=64", "rps", 1, Better.HIGHER)
                    .reach(80_000)
                    .times(1.5, "diy")
                    .times(30, "cf"),
            Row.of("W2 1,000 actors, 1 connection: p50, ms", "W2", "conns=1", "p50us", 1e-3, Better.LOWER),
            Row.of("W2 1,000 actors, 16 connections: actions/s", "W2", "conns=16", "rps", 1, Better.HIGHER),
            Row.of("W2 1,000 actors, 64 connections: actions/s", "W2", "conns=64", "rps", 1, Better.HIGHER)
                    .reach(80_000)
                    .times(1.5, "diy"),
            Row.of("W3 WebSocket, 1 outstanding: p50, ms", "W3", "depth=1", "p50us", 1e-3, Better.LOWER)
                    .aboveOneSync(0.10),
            Row.of("W3 WebSocket, 32 outstanding: actions/s", "W3", "depth=32", "rps", 1, Better.HIGHER)
                    .reach(80_000)
                    .times(1.8, "diy"),
            Row.of("W4 100 subscribers, window 1: deliveries/s", "W4", "window=1", "msgs_s", 1, Better.HIGHER),
            Row.of("W4 100 subscribers, window 4: deliveries/s", "W4", "window=4", "msgs_s", 1, Better.HIGHER)
                    .reach(350_000)
                    .times(1.8, "diy"),
            Row.of("W5 new actors, 16 callers: actors/s", "W5create", "", "rps", 1, Better.HIGHER)
                    .reach(15_000),
            Row.of("W5 kill -9, restart, first action: s", "READY W5wake", "", "ms", 1e-3, Better.LOWER),
            Row.of("W5 wakes after restart, cold, 16 callers: actors/s", "W5wake_restart", "", "rps", 1, Better.HIGHER),
            Row.of("W5 100,000 new actors, 16 callers: actors/s", "storedCreate", "ops=100000", "rps", 1, Better.HIGHER)
                    .reach(15_000),
            Row.of("W5 100,000 stored, kill -9, restart, first action: s", "storedFirst", "actors=100000", "ms", 1e-3, Better.LOWER)
                    .reach(0.5),
            Row.of("W5 100,000 wakes after restart, 16 callers: actors/s", "storedWake", "ops=100000", "rps", 1, Better.HIGHER)
                    .reach(25_000),
            Row.of("W5 wake of one sleeping actor: p50, ms", "wake", "", "p50us", 1e-3, Better.LOWER)
                    .reach(0.3),
            Row.of("W6 process memory (PSS) per created actor: KB", "W6", "after", "perActorKb", 1, Better.LOWER),
            Row.of("W7 kill -9 under load: acknowledged, all runs", "W7", "", "acked_total", 1, Better.HIGHER)
                    .showing(Shown.SUM)
                    .reach(1_000_000),
            Row.of("W7 kill -9 under load: acknowledged, then lost", "W7", "", "lostAcked", 1, Better.LOWER)
                    .showing(Shown.WORST)
                    .reach(0),
            Row.of("W8 actor calls actor: µs", "W8", "", "us_per_call", 1, Better.LOWER)
                    .reach(10),
            Row.of("W9 start on an empty store to first action: s", "READY W9", "", "ms", 1e-3, Better.LOWER)
                    .reach(0.4),
            Row.of("W6 live heap per loaded idle actor: KB (1 KiB = 1.024 KB)", "heap", "", "kbPerActor", 1, Better.LOWER)
                    .reach(1.024),
            Row.of("100,000 loaded idle actors: MB of live heap", "heap100k", "actors=100000", "heapMb", 1, Better.LOWER)
                    .reach(102.4),
            Row.of("1,000,000 sleepers with an alarm: start to first action, s", "alarmStart", "actors=1000000", "ms", 1e-3, Better.LOWER)
                    .reach(3),
            Row.of("1,000,000 sleepers with an alarm: start to next alarm known, s", "alarms", "actors=1000000", "alarmMs", 1e-3, Better.LOWER)
                    .reach(3),
            Row.of("the same on an empty store: start to first action, s", "emptyStart", "", "ms", 1e-3, Better.LOWER),
            Row.of("1,000,000 sleepers with an alarm: live heap after start, MB", "alarms", "actors=1000000", "heapBytes", 1e-6, Better.LOWER),
            Row.of("the same on an empty store: live heap after start, MB", "emptyAlarms", "", "heapBytes", 1e-6, Better.LOWER),
            Row.of("Live heap per sleeping actor with an alarm: bytes", "sleeperHeap", "actors=1000000", "bytes", 1, Better.LOWER)
                    .reach(1),
            Row.of("10,000 idle WebSocket connections: MB of RSS above the base", "sockets", "connections=10000", "grownMb", 1, Better.LOWER)
                    .reach(250),
            Row.of("Queue of one actor, from local actors: messages/s", "queueLocal", "", "rps", 1, Better.HIGHER)
                    .reach(15_000),
            Row.of("the same with a backlog of 100,000: messages/s", "queueBacklog", "backlog=100000", "rps", 1, Better.HIGHER),
            Row.of("with a backlog of 100,000 by without", "queueRatio", "backlog=100000", "ratio", 1, Better.HIGHER)
                    .reach(0.8),
            Row.of("Queues of 1,000 actors, HTTP, 64 connections: messages/s", "queueHttp", "actors=1000", "rps", 1, Better.HIGHER)
                    .reach(10_000),
            Row.of("Head of a new queue: p50, µs", "queueHead", "passed=0", "p50us", 1, Better.LOWER),
            Row.of("Head of a new queue: p99, µs", "queueHead", "passed=0", "p99us", 1, Better.LOWER),
            Row.of("Head after 1,000,000 messages: p50, µs", "queueHead", "passed=1000000", "p50us", 1, Better.LOWER),
            Row.of("Head after 1,000,000 messages: p99, µs", "queueHead", "passed=1000000", "p99us", 1, Better.LOWER),
            Row.of("Head of a new queue, store opened again: p99, µs", "queueHeadRestarted", "passed=0", "p99us", 1, Better.LOWER),
            Row.of("Head after 1,000,000 messages, store opened again: p99, µs", "queueHeadRestarted", "passed=1000000", "p99us", 1, Better.LOWER),
            Row.of("Wake and first head of a new queue: ms", "queueFirst", "passed=0", "ms", 1, Better.LOWER),
            Row.of("Wake and first head after 1,000,000 messages: ms", "queueFirst", "passed=1000000", "ms", 1, Better.LOWER),
            Row.of("One sync here, file grows: ms", "syncFloor", "", "growingUs", 1e-3, Better.LOWER),
            Row.of("One sync here, file is there: ms", "syncFloor", "", "insideUs", 1e-3, Better.LOWER),
            Row.of("Syncs per acknowledgement, 64 connections", "syncs", "", "syncs_per_ack", 1, Better.LOWER)
                    .reach(0.1));

    private Table() {}

    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        List<String> peers = List.of(args).subList(1, args.length);
        System.out.print(conditions(lines, peers));
        System.out.print(table(results(lines), peers));
    }

    private static List<Result> results(List<String> lines) {
        List<Result> results = new ArrayList<>();
        Map<String, String> starting = new HashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.trim().split("\\s+"));
            if (words.size() < 3 || words.get(1).equals("#")) {
                continue;
            }
            String peer = words.get(0);
            if (words.get(1).equals("-n")) {
                starting.put(peer, words.get(2));
                continue;
            }
            boolean ready = words.get(1).equals("READY");
            String name = ready ? "READY " + Objects.requireNonNullElse(starting.remove(peer), "") : words.get(1);
            List<String> rest = words.subList(2, words.size());
            results.add(new Result(peer, name, rest, fields(rest)));
        }
        return results;
    }

    private static Map<String, String> fields(List<String> words) {
        return words.stream()
                .filter(word -> word.indexOf('=') > 0)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last, LinkedHashMap::new));
    }

    private static String conditions(List<String> lines, List<String> peers) {
        StringBuilder text = new StringBuilder();
        text.append("Measured %s on %d cores (%s %s), driver and servers on the same machine, loopback.%n"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version")));
        text.append(("Medians; %s runs of %s s after %s s warm-up each (W4: %s events after a tenth more; W5 after %s new actors, W8 after %s calls;"
                        + " W9, and whatever follows a restart: cold).%n%n")
                .formatted(setting("RUNS"), setting("SECS"), setting("WARM"), setting("EVENTS"), setting("WARM_ACTORS"), setting("WARM_CALLS")));
        for (String peer : peers) {
            List<String> starts = lines.stream().filter(line -> line.startsWith(peer + " # ")).toList();
            if (starts.isEmpty()) {
                continue;
            }
            String version = starts.getFirst().replaceFirst(".* load=\\S+ \\S+ \\S+ ", "");
            text.append("* `%s`: %s; load average before its workloads %s%n".formatted(peer, version, loads(starts)));
        }
        return text.append('\n').toString();
    }

    private static String loads(List<String> starts) {
        return starts.stream()
                .map(line -> line.replaceFirst(".* load=(\\S+) .*", "$1"))
                .collect(Collectors.joining(", "));
    }

    private static String setting(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "?");
    }

    private static String table(List<Result> results, List<String> peers) {
        List<String> others = peers.stream().filter(peer -> !peer.equals("dowel")).toList();
        StringBuilder text = new StringBuilder("| |");
        peers.forEach(peer -> text.append(' ').append(peer).append(" |"));
        others.forEach(peer -> text.append(" dowel/").append(peer).append(" |"));
        text.append(" to reach |\n|---|").append("---:|".repeat(peers.size() + others.size())).append("---|\n");
        Map<Row, List<Goal>> goals = new LinkedHashMap<>();
        for (Row row : ROWS) {
            Map<String, Figure> figures = new HashMap<>();
            peers.forEach(peer -> figure(row, results, peer).ifPresent(figure -> figures.put(peer, figure)));
            if (figures.isEmpty()) {
                continue;
            }
            text.append("| ").append(row.label).append(" |");
            peers.forEach(peer -> text.append(' ').append(cell(figures.get(peer))).append(" |"));
            others.forEach(peer -> text.append(' ').append(ratio(figures.get("dowel"), figures.get(peer))).append(" |"));
            List<Goal> reached = goals(row, figures, results);
            goals.put(row, reached);
            text.append(' ')
                    .append(reached.stream().map(Goal::verdict).collect(Collectors.joining("<br>")))
                    .append(" |\n");
        }
        return text.append("\nIn brackets the lowest and highest run. `*`: fewer than three runs without more than ")
                .append(FOREIGN_CORES)
                .append(" core of foreign load: repeat. `!`: a run had errors.\n")
                .append(summary(goals))
                .toString();
    }

    private static Optional<Figure> figure(Row row, List<Result> results, String peer) {
        List<Result> all = results.stream().filter(result -> result.peer.equals(peer)).filter(row::takes).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Result> clean = all.stream().filter(result -> !result.disturbed()).toList();
        double[] sorted = (clean.size() >= 2 ? clean : all).stream()
                .mapToDouble(result -> result.number(row.field) * row.scale)
                .sorted()
                .toArray();
        boolean errors = all.stream().anyMatch(result -> result.fields.containsKey("errors"));
        double middle = sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        double shown = switch (row.shown) {
            case MEDIAN -> middle;
            case WORST -> sorted[sorted.length - 1];
            case SUM -> Arrays.stream(sorted).sum();
        };
        return Optional.of(
                new Figure(shown, sorted[0], sorted[sorted.length - 1], clean.size(), all.size(), errors));
    }

    private static String cell(Figure figure) {
        if (figure == null) {
            return "–";
        }
        String marks = (figure.clean < 3 && figure.clean < figure.all ? "\\*" : "") + (figure.errors ? "!" : "");
        String spread = figure.all == 1 ? "" : " (%s–%s)".formatted(number(figure.low), number(figure.high));
        return "**" + number(figure.median) + "**" + marks + spread;
    }

    private static String ratio(Figure dowel, Figure other) {
        return dowel == null || other == null || other.median == 0 ? "–" : number(dowel.median / other.median);
    }

    /** What a line has to reach, as far as this run can tell. */
    private static List<Goal> goals(Row row, Map<String, Figure> figures, List<Result> results) {
        Figure dowel = figures.get("dowel");
        List<Goal> goals = new ArrayList<>();
        if (dowel == null) {
            return goals;
        }
        String bound = row.better == Better.HIGHER ? "≥ " : "≤ ";
        if (row.syncs) {
            for (Row floor : ROWS.stream().filter(each -> each.name.equals("syncFloor")).toList()) {
                figure(floor, results, "dowel").ifPresent(sync -> {
                    String file = floor.field.equals("growingUs") ? "a sync of a growing file" : "a sync of a file that is there";
                    double most = sync.median + row.target;
                    goals.add(new Goal(
                            bound + number(most) + " (" + file + " + " + number(row.target) + ")",
                            row.reached(dowel.median, most)));
                });
            }
        } else if (!Double.isNaN(row.target)) {
            goals.add(new Goal(bound + number(row.target), row.reached(dowel.median, row.target)));
        }
        row.multiples.forEach((peer, factor) -> {
            Figure other = figures.get(peer);
            if (other != null && other.median > 0) {
                goals.add(new Goal(
                        bound + number(factor) + " × " + peer, row.reached(dowel.median, factor * other.median)));
            }
        });
        return goals;
    }

    /** How many goals were reached, and those that were not. */
    private static String summary(Map<Row, List<Goal>> goals) {
        long all = goals.values().stream().mapToLong(List::size).sum();
        List<String> missed = new ArrayList<>();
        goals.forEach((row, each) -> each.stream()
                .filter(goal -> goal.reached < 1)
                .forEach(goal -> missed.add("* " + row.label + ": " + goal.verdict() + "\n")));
        return "\nOf " + all + " goals " + (all - missed.size()) + " hold"
                + (missed.isEmpty() ? ".\n" : "; missed:\n\n" + String.join("", missed));
    }

    private static String number(double value) {
        if (value == 0 || value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f", value);
    }
}
