package dev.dowel.attacks.actors;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;
import java.time.Duration;

/** A server of hostile actors and their neighbours, in a process of its own. */
final class HostileServer {

    /** What {@link #main} prints before the address, once it answers. */
    static final String READY = "ready ";

    private HostileServer() {}

    /** Runs a server until it is killed. Argument: the data directory. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelServer server = DowelServer.builder()
                .actor(Neighbour.class, Neighbour::new)
                .actor(Hostile.class, Hostile::new)
                .store(() -> RocksDbStore.at(Path.of(arguments[0])))
                .port(0)
                .reconnectGrace(Duration.ZERO)
                .build()
                .start()) {
            System.out.println(READY + server.endpoint());
            server.awaitClose();
        }
    }
}
