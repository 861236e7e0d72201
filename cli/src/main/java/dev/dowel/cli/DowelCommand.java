package dev.dowel.cli;

import dev.dowel.ActorError;
import dev.dowel.runtime.store.StoreException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands. Main thread only. */
@Command(
        name = "dowel",
        mixinStandardHelpOptions = true,
        versionProvider = CommandVersion.class,
        description = "Looks at a running Dowel server, and after its store.",
        subcommands = {
            ActorsCommand.class,
            CallCommand.class,
            EventsCommand.class,
            StateCommand.class,
            TypesCommand.class,
            StoreCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "An actor is written as its name and key, counter/my-counter, with a slash between the parts of a key and a "
                    + "backslash before a slash that belongs to a part; or as its id.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class DowelCommand implements Runnable {

    private static final int FAILED = 1;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    /** The command, ready to be run once. */
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new DowelCommand());
        var completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .description("Prints a completion script for bash and zsh: source <(dowel completion).");
        commandLine.addSubcommand("completion", completion);
        return commandLine.setExecutionExceptionHandler(DowelCommand::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult arguments) throws Exception {
        String message = switch (failure) {
            case ActorError error ->
                error.group() + "." + error.code() + ": " + error.getMessage()
                        + error.traceId().map(id -> " (trace " + id + ")").orElse("");
            case CommandException error -> String.valueOf(error.getMessage());
            case StoreException error -> String.valueOf(error.getMessage());
            default -> throw failure;
        };
        commandLine.getErr().println(commandLine.getColorScheme().errorText(message));
        commandLine.getErr().flush();
        return FAILED;
    }
}
