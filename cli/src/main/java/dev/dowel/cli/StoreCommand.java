package dev.dowel.cli;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.rocksdb.StoreReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator does to the data directory of a server that does not run. Main thread only. */
@Command(name = "store", description = "Checks, copies and restores the data directory of a server that does not run.")
final class StoreCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Do what with the store?");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Reads everything, compares it with its checksums, and what belongs together with each other.")
    int check(
            @Parameters(paramLabel = "DIRECTORY") Path directory,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        StoreReport report;
        try (RocksDbStore store = open(directory)) {
            report = store.check();
        }
        print(report, json);
        return report.isWell() ? 0 : 1;
    }

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Copies the store. On the same file system most of the copy is hard links.")
    void backup(
            @Parameters(paramLabel = "DIRECTORY") Path directory,
            @Parameters(paramLabel = "COPY", description = "A directory that does not exist yet.") Path copy) {
        try (RocksDbStore store = open(directory)) {
            store.checkpoint(copy);
        }
        out().println("copied to " + copy);
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Copies a copy to where a server is to find it, and checks it there. The copy stays.")
    int restore(
            @Parameters(paramLabel = "COPY") Path copy,
            @Parameters(paramLabel = "DIRECTORY", description = "A directory that is empty or does not exist.")
                    Path directory) {
        RocksDbStore.restore(copy, directory);
        out().println("restored to " + directory);
        return check(directory, false);
    }

    /** Unlike a server, the command does not make a store where there is none. */
    private static RocksDbStore open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandException("There is no directory " + directory + ".");
        }
        if (Files.notExists(directory.resolve("dowel.format"))) {
            throw new CommandException("There is no store in " + directory + ": it has no dowel.format.");
        }
        return RocksDbStore.at(directory);
    }

    private void print(StoreReport report, boolean json) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("actors", report.actors());
        values.put("states", report.states());
        values.put("entries", report.entries());
        values.put("alarms", report.alarms());
        if (json) {
            values.put("problems", report.problems());
            out().println(JsonText.ofTree(values));
            return;
        }
        var table = new TextTable("ACTORS", "STATES", "ENTRIES", "ALARMS", "PROBLEMS");
        table.row(
                String.valueOf(report.actors()),
                String.valueOf(report.states()),
                String.valueOf(report.entries()),
                String.valueOf(report.alarms()),
                String.valueOf(report.problems().size()));
        table.print(out());
        report.problems().forEach(out()::println);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
