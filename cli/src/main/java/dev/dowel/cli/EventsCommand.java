package dev.dowel.cli;

import dev.dowel.ActorError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows an actor's events until it is interrupted. Prints from the connection's threads, one line at a time. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Connects to an actor and prints its events, one line each: the name and the arguments as JSON.",
        footer = {"", "Example: dowel events counter/my-counter newCount"})
final class EventsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "ACTOR", converter = ActorPlace.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ActorPlace place;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EVENT")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> events;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private @Nullable Long count;

    @Option(names = "--json", description = "One JSON object per line: {\"event\":…,\"args\":[…]}.")
    private boolean json;

    @Option(
            names = "--params",
            paramLabel = "JSON",
            converter = JsonText.Converter.class,
            description = "What onBeforeConnect is given.")
    private @Nullable JsonText params;

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    @Override
    public void run() {
        if (count != null && count < 1) {
            throw new CommandException("--count must be 1 or more.");
        }
        try (DowelClient client = server.client()) {
            ClientActor<Object> actor = place.existing(client);
            if (params != null) {
                actor = actor.withParams(params.value());
            }
            follow(actor);
        }
    }

    private void follow(ClientActor<Object> actor) {
        var left = new AtomicLong(count == null ? Long.MAX_VALUE : count);
        try (ActorConnection<Object> connection = actor.connect()) {
            connection.onStatusChange(this::statusChanged);
            for (String event : events) {
                connection.on(event, arguments -> {
                    long after = left.decrementAndGet();
                    if (after >= 0) {
                        print(event, arguments);
                    }
                    if (after == 0) {
                        end.complete(null);
                    }
                });
            }
            var _ = connection.ready().whenComplete((nothing, failure) -> {
                if (failure != null) {
                    end.completeExceptionally(failure);
                }
            });
            end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ActorError error ? error : e;
        }
    }

    private synchronized void print(String event, List<@Nullable Object> arguments) {
        PrintWriter out = spec.commandLine().getOut();
        String values = JsonText.of(arguments);
        out.println(json ? "{\"event\":" + JsonText.of(event) + ",\"args\":" + values + "}" : event + " " + values);
        out.flush();
    }

    private synchronized void statusChanged(ConnectionStatus status) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("(" + status.toString().toLowerCase(Locale.ROOT) + ")");
        err.flush();
    }
}
