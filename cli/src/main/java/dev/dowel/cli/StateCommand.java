package dev.dowel.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an actor keeps. Main thread only. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Prints an actor's state as the last commit left it, as JSON. Does not wake it.")
final class StateCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ACTOR", converter = ActorPlace.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ActorPlace place;

    @Option(names = "--json", description = "With the version of the state's type: {\"state\":…,\"version\":…}.")
    private boolean json;

    @Override
    public void run() {
        try (ManagementClient management = server.management()) {
            Map<?, ?> state = management.state(management.id(place));
            spec.commandLine().getOut().println(JsonText.ofTree(json ? state : state.get("state")));
        }
    }
}
