package dev.dowel.cli;

import dev.dowel.client.DowelClient;
import dev.dowel.client.DowelClientBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command is for. Main thread only. */
final class ServerOptions {

    @Option(
            names = {"-e", "--endpoint"},
            defaultValue = "${env:RIVET_ENDPOINT:-http://localhost:6420}",
            paramLabel = "URL",
            description = "Where the server is. Default: $RIVET_ENDPOINT, or http://localhost:6420.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String endpoint;

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:RIVET_NAMESPACE:-default}",
            paramLabel = "NAME",
            description = "The actors' namespace. Default: $RIVET_NAMESPACE, or default.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String namespace;

    @Option(
            names = {"-t", "--token"},
            defaultValue = "${env:RIVET_TOKEN}",
            paramLabel = "SECRET",
            description = "The server's admin token, if it has one. Default: $RIVET_TOKEN.")
    private @Nullable String token;

    /** A client, which the caller closes. */
    DowelClient client() {
        try {
            DowelClientBuilder builder =
                    DowelClient.builder().endpoint(endpoint).namespace(namespace);
            if (isTokenSet()) {
                builder.token(String.valueOf(token));
            }
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The management API, which the caller closes. */
    ManagementClient management() {
        return new ManagementClient(endpoint, namespace, isTokenSet() ? token : null);
    }

    private boolean isTokenSet() {
        return token != null && !token.isEmpty();
    }
}
