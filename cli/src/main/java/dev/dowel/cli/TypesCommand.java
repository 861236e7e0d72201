package dev.dowel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What front ends know of the actors. Main thread only. */
@Command(
        name = "types",
        mixinStandardHelpOptions = true,
        description = "Prints the TypeScript types of a development server's actors.")
final class TypesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Option(names = "--openapi", description = "The OpenAPI description instead.")
    private boolean openApi;

    @Override
    public void run() {
        try (ManagementClient management = server.management()) {
            spec.commandLine().getOut().print(management.text(openApi ? "/openapi.json" : "/types.d.ts"));
            spec.commandLine().getOut().flush();
        }
    }
}
