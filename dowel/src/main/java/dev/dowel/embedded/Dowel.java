package dev.dowel.embedded;

import dev.dowel.Actor;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.ServerEnvironment;
import java.nio.file.Path;

/**
 * A server with a durable store in one call. Thread safe.
 *
 * {@snippet :
 * public static void main(String[] arguments) {
 *     Dowel.serve(Counter.class);                    // http://127.0.0.1:6420, data in ./dowel-data
 * }
 * }
 */
public final class Dowel {

    private static final String DATA_DIRECTORY = "dowel-data";

    private Dowel() {}

    /**
     * Serves actors until the process is told to end: port 6420, data in {@code ./dowel-data}, unless environment variables
     * say otherwise ({@code docs/server.md}). Prints where, and blocks. SIGTERM and SIGINT end the server in order: calls
     * that run are finished and stored. In a process that is to {@linkplain Training train}, it does that instead, and
     * returns.
     *
     * @param actors annotated classes, each with a no-argument constructor
     * @throws dev.dowel.DefinitionException with every mistake in the classes
     * @throws dev.dowel.server.ServerStartException if the port is taken or an environment variable is wrong
     * @throws dev.dowel.runtime.store.StoreException if the data directory cannot be used
     */
    @SafeVarargs
    public static void serve(Class<? extends Actor<?>>... actors) {
        ServerEnvironment environment = ServerEnvironment.of(System.getenv());
        DowelServerBuilder builder = server(environment);
        for (Class<? extends Actor<?>> actor : actors) {
            builder.actor(actor);
        }
        if (Training.isWanted()) {
            Training.run(builder);
        } else {
            serve(builder.build(), dataDirectory(environment));
        }
    }

    private static void serve(DowelServer server, Path data) {
        server.start();
        Thread closing = Thread.ofPlatform().name("dowel-shutdown").unstarted(server::close);
        Runtime.getRuntime().addShutdownHook(closing);
        System.out.println("Dowel is ready at " + server.endpoint() + " (data in " + data + ")");
        try {
            server.awaitClose();
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Begins the description of a server with the same defaults as {@link #serve}, environment variables included; what is
     * set on the builder wins.
     *
     * @throws dev.dowel.server.ServerStartException if an environment variable is wrong
     */
    public static DowelServerBuilder server() {
        return server(ServerEnvironment.of(System.getenv()));
    }

    private static DowelServerBuilder server(ServerEnvironment environment) {
        environment.logLevel().ifPresent(LogLevel::set);
        Path data = dataDirectory(environment);
        return DowelServer.builder().environment(environment).store(() -> RocksDbStore.at(data));
    }

    private static Path dataDirectory(ServerEnvironment environment) {
        return Path.of(environment.dataDirectory().orElse(DATA_DIRECTORY));
    }
}
