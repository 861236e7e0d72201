package dev.dowel.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What actors there are, and what an operator does to one. Main thread only. */
@Command(name = "actors", description = "Lists actors, shows one, destroys one, puts one to sleep.")
final class ActorsCommand implements Runnable {

    private static final int PAGE = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Do what with actors?");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists actors, of each name the newest first.")
    void list(
            @Mixin ServerOptions server,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only those of this name.") @Nullable
                    String name,
            @Option(names = "--limit", defaultValue = "100", description = "How many, at most. Default: 100.")
                    int limit,
            @Option(names = "--json", description = "One line of JSON for each.") boolean json) {
        if (limit < 1) {
            throw new CommandException("--limit must be 1 or more.");
        }
        List<Map<?, ?>> found = new ArrayList<>();
        try (ManagementClient management = server.management()) {
            List<String> names = name == null ? management.names() : List.of(name);
            for (String each : names) {
                collect(management, each, limit, found);
            }
        }
        print(found, json);
    }

    private static void collect(ManagementClient management, String name, int limit, List<Map<?, ?>> found) {
        String cursor = null;
        do {
            int wanted = Math.min(PAGE, limit - found.size());
            if (wanted < 1) {
                return;
            }
            Map<?, ?> page = management.list(name, wanted, cursor);
            if (page.get("actors") instanceof List<?> actors) {
                for (Object actor : actors) {
                    if (actor instanceof Map<?, ?> members) {
                        found.add(members);
                    }
                }
            }
            cursor = page.get("pagination") instanceof Map<?, ?> pages && pages.get("cursor") instanceof String next
                    ? next
                    : null;
        } while (cursor != null);
    }

    @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows one actor.")
    void get(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ACTOR", converter = ActorPlace.Converter.class) ActorPlace place,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        try (ManagementClient management = server.management()) {
            print(List.of(management.find(place)), json);
        }
    }

    @Command(
            name = "destroy",
            mixinStandardHelpOptions = true,
            description = "Destroys an actor and everything it keeps, for ever.")
    void destroy(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ACTOR", converter = ActorPlace.Converter.class) ActorPlace place) {
        try (ManagementClient management = server.management()) {
            String id = management.id(place);
            management.destroy(id);
            out().println("destroyed " + id);
        }
    }

    @Command(
            name = "sleep",
            mixinStandardHelpOptions = true,
            description = "Puts an actor to sleep until it is needed.")
    void sleep(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ACTOR", converter = ActorPlace.Converter.class) ActorPlace place) {
        try (ManagementClient management = server.management()) {
            String id = management.id(place);
            management.sleep(id);
            out().println("asleep " + id);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(List<Map<?, ?>> actors, boolean json) {
        if (json) {
            actors.forEach(actor -> out().println(JsonText.ofTree(actor)));
            return;
        }
        var table = new TextTable("ID", "NAME", "KEY", "STATUS", "CREATED");
        for (Map<?, ?> actor : actors) {
            table.row(text(actor, "actor_id"), text(actor, "name"), text(actor, "key"), status(actor), created(actor));
        }
        table.print(out());
    }

    private static String text(Map<?, ?> actor, String member) {
        Object value = actor.get(member);
        return value == null ? "" : String.valueOf(value);
    }

    private static String status(Map<?, ?> actor) {
        if (actor.get("error") instanceof Map<?, ?> error) {
            return "failed (" + error.get("group") + "." + error.get("code") + ")";
        }
        return actor.get("connectable_ts") == null ? "asleep" : "awake";
    }

    private static String created(Map<?, ?> actor) {
        return actor.get("create_ts") instanceof Number time
                ? Instant.ofEpochMilli(time.longValue())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                : "";
    }
}
