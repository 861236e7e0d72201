package dev.dowel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.UserError;
import dev.dowel.embedded.Dowel;
import dev.dowel.protocol.Json;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each command against a server, as a shell would run it. */
class DowelCommandTest {

    @TempDir
    Path temporary;

    private DowelServer server;

    /** What a command left. */
    private record Run(int code, String out, String err) {}

    /** Counts, and tells of it. */
    @ActorType("tally")
    static final class Tally extends Actor<Tally.Count> {

        record Count(long value, String note) {}

        static final Event<Long> COUNTED = Event.of("counted", Long.class);

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0, "none");
        }

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (request.hasParams() && !request.params(String.class).equals("friend")) {
                throw new UserError("stranger", "Who are you?");
            }
        }

        @Action
        public long add(long by) {
            long value =
                    update(count -> new Count(count.value() + by, count.note())).value();
            broadcast(COUNTED, value);
            return value;
        }

        @Action
        public String note(String text) {
            return update(count -> new Count(count.value(), text)).note();
        }
    }

    @BeforeEach
    void start() {
        server = startServer();
    }

    private DowelServer startServer() {
        return Dowel.server()
                .store(() -> RocksDbStore.at(data()))
                .actor(Tally.class)
                .port(0)
                .build()
                .start();
    }

    private Path data() {
        return temporary.resolve("data");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine command =
                DowelCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int code = command.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    /** Runs a command that must do what it is asked. */
    private String ask(String... arguments) {
        Run run = askServer(arguments);
        assertThat(run.code()).as(run.toString()).isZero();
        return run.out();
    }

    private Run askServer(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--endpoint");
        all.add(server.endpoint());
        return run(all.toArray(String[]::new));
    }

    private static Map<?, ?> json(String text) {
        return (Map<?, ?>) Json.parse(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anActionIsCalledWithJsonOrPlainWords() {
        assertThat(ask("call", "tally/a", "add", "5", "--create")).isEqualToIgnoringNewLines("5");
        assertThat(ask("call", "tally/a", "add", "-2")).isEqualToIgnoringNewLines("3");
        assertThat(ask("call", "tally/a", "note", "hello world")).isEqualToIgnoringNewLines("\"hello world\"");
        assertThat(ask("call", "tally/a", "note", "\"5\"")).isEqualToIgnoringNewLines("\"5\"");
    }

    @Test
    void aCallDoesNotCreateAnActorUnlessItIsToldTo() {
        Run run = askServer("call", "tally/none", "add", "5");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("actor.not_found: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void errorsOfTheServerAreToldWithTheirCode() {
        ask("call", "tally/a", "add", "5", "--create");
        assertThat(askServer("call", "tally/a", "add", "five").err()).startsWith("actor.validation_error: ");
        assertThat(askServer("call", "tally/a", "subtract").err()).startsWith("actor.action_not_found: ");
        assertThat(askServer("actors", "get", "nobody/x").err())
                .isEqualToIgnoringNewLines("actor.not_found: There is no actor nobody/x.");
        assertThat(askServer("actors", "sleep", "a".repeat(30)).err()).startsWith("actor.not_found: ");
    }

    @Test
    void actorsAreListedShownPutToSleepAndDestroyed() {
        ask("call", "tally/a", "add", "5", "--create");
        ask("call", "tally/b/c", "add", "7", "--create");

        String table = ask("actors", "list");
        assertThat(table.lines().toList()).hasSize(3);
        assertThat(table.lines().findFirst().orElseThrow()).matches("ID +NAME +KEY +STATUS +CREATED");
        assertThat(table).containsPattern("tally +a +awake").containsPattern("tally +b/c +awake");
        assertThat(ask("actors", "list", "tally", "--limit", "1").lines().toList())
                .hasSize(2);
        assertThat(ask("actors", "list", "others").lines().toList()).hasSize(1);

        Map<?, ?> actor = json(ask("actors", "get", "tally/a", "--json"));
        assertThat(actor.get("key")).isEqualTo("a");
        String id = String.valueOf(actor.get("actor_id"));
        assertThat(ask("actors", "sleep", id)).isEqualToIgnoringNewLines("asleep " + id);
        assertThat(ask("actors", "get", "tally/a")).contains("asleep");
        assertThat(ask("actors", "destroy", "tally/a")).isEqualToIgnoringNewLines("destroyed " + id);
        assertThat(askServer("actors", "get", "tally/a").code()).isEqualTo(1);
    }

    @Test
    void theStateIsShownWithoutWakingTheActor() {
        ask("call", "tally/a", "add", "5", "--create");
        ask("actors", "sleep", "tally/a");

        assertThat(ask("state", "tally/a")).isEqualToIgnoringNewLines("{\"value\":5,\"note\":\"none\"}");
        assertThat(json(ask("state", "tally/a", "--json")).get("version")).isEqualTo(1L);
        assertThat(ask("actors", "get", "tally/a")).contains("asleep");
    }

    @Test
    void eventsAreFollowed() throws Exception {
        ask("call", "tally/a", "add", "5", "--create");
        var following = CompletableFuture.supplyAsync(
                () -> askServer("events", "tally/a", "counted", "--count", "2", "--params", "friend"));
        long sent = 0;
        while (!following.isDone()) {
            ask("call", "tally/a", "add", "1");
            sent++;
        }
        Run run = following.get();

        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.err()).contains("(connected)");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        long first = Long.parseLong(lines.getFirst().replaceAll("[^0-9]", ""));
        assertThat(first).isBetween(6L, 5 + sent);
        assertThat(lines).containsExactly("counted [" + first + "]", "counted [" + (first + 1) + "]");
    }

    @Test
    void aRefusedConnectionEndsTheCommandWithItsError() {
        ask("call", "tally/a", "add", "5", "--create");
        Run run = askServer("events", "tally/a", "counted", "--params", "foe");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("user.stranger: Who are you?");
    }

    @Test
    void aServerThatIsNotThereIsToldInOneLine() {
        String endpoint = server.endpoint();
        server.close();
        Run run = run("actors", "list", "--endpoint", endpoint);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("No server answers at " + endpoint + ".");
        assertThat(run("actors", "list", "--endpoint", "nonsense").err()).contains("not");
    }

    @Test
    void wrongUsageShowsHowToUseIt() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("actors").code()).isEqualTo(2);
        assertThat(run("call", "tally/a").err()).contains("Usage: dowel call");
        assertThat(run("call", "tally/a", "add", "{").err()).contains("{ is no JSON");
        assertThat(run("--help").out()).contains("actors", "call", "events", "state", "types", "store", "completion");
        assertThat(run("completion").out()).contains("complete -F");
    }

    @Test
    void aStoreIsCheckedCopiedAndRestored() {
        ask("call", "tally/a", "add", "5", "--create");
        Run inUse = run("store", "check", data().toString());
        assertThat(inUse.code()).isEqualTo(1);
        assertThat(inUse.err()).contains("already open");
        server.close();

        Path copy = temporary.resolve("copy");
        Path restored = temporary.resolve("restored");
        assertThat(json(run("store", "check", data().toString(), "--json").out()))
                .isEqualTo(Map.of("actors", 1L, "states", 1L, "entries", 0L, "alarms", 0L, "problems", List.of()));
        assertThat(run("store", "backup", data().toString(), copy.toString()).code())
                .isZero();
        Run restore = run("store", "restore", copy.toString(), restored.toString());
        assertThat(restore.code()).as(restore.toString()).isZero();
        assertThat(restore.out()).contains("restored to").containsPattern("1 +1 +0 +0 +0");
        assertThat(run("store", "restore", copy.toString(), restored.toString()).err())
                .contains("not empty");
        assertThat(run("store", "check", temporary.resolve("nowhere").toString())
                        .err())
                .contains("There is no directory");
        assertThat(run("store", "check", temporary.toString()).err()).contains("There is no store in");
    }
}
