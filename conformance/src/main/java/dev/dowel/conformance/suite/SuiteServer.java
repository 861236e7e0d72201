package dev.dowel.conformance.suite;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import java.nio.file.Path;

/**
 * A server with all actors of the suite on the loopback interface. The started server is usable from any thread.
 *
 * <p>Run it from the root with {@code ./mvnw -q -pl conformance -am -Psuite compile}, or with another port and directory: {@code
 * -Dsuite.port=7420 -Dsuite.data=/tmp/suite-data}. A namespace nobody used before is empty, so each test takes one of its
 * own.
 */
public final class SuiteServer {

    private SuiteServer() {}

    /** Starts a server; port 0 takes a free one. */
    static DowelServer start(int port, Path data) {
        DowelServerBuilder builder =
                DowelServer.builder().store(() -> RocksDbStore.at(data)).port(port);
        SuiteActors.all().forEach(builder::actor);
        SuiteActorsB.all().forEach(builder::actor);
        return builder.build().start();
    }

    /** Runs a server until it is told to end. Arguments: port, data directory. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelServer server = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            System.out.println("ready " + server.endpoint());
            server.awaitClose();
        }
    }
}
