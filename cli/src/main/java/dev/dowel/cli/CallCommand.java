package dev.dowel.cli;

import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** One call of an action. Main thread only. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Calls an action and prints what it returns as JSON.",
        footer = {"", "Example: dowel call counter/my-counter increment 5"})
final class CallCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "ACTOR", converter = ActorPlace.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ActorPlace place;

    @Parameters(index = "1", paramLabel = "ACTION")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String action;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "JSON. What is no JSON is a string.")
    private @Nullable List<String> arguments;

    @Option(names = "--create", description = "Create the actor if it does not exist.")
    private boolean create;

    @Option(
            names = "--params",
            paramLabel = "JSON",
            converter = JsonText.Converter.class,
            description = "What onBeforeConnect is given.")
    private @Nullable JsonText params;

    @Override
    public void run() {
        @Nullable Object[] given = values();
        try (DowelClient client = server.client()) {
            ClientActor<Object> actor = create ? place.orCreated(client) : place.existing(client);
            if (params != null) {
                actor = actor.withParams(params.value());
            }
            Object result = actor.call(action, Object.class, given);
            spec.commandLine().getOut().println(JsonText.of(result));
        }
    }

    /** Converted here: picocli takes a value it cannot convert for one too many. */
    private @Nullable Object[] values() {
        try {
            return arguments == null
                    ? new Object[0]
                    : arguments.stream()
                            .map(text -> JsonText.read(text).value())
                            .toArray();
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
