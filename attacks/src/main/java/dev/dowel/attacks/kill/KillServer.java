package dev.dowel.attacks.kill;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;

/** The server that is killed. Run as {@code KillServer <data directory>}; prints where it listens. Main thread only. */
public final class KillServer {

    static final String READY = "ready ";

    private KillServer() {}

    /** Serves until it is killed, or told to end: then it ends in order. */
    public static void main(String[] args) throws InterruptedException {
        try (DowelServer server = DowelServer.builder()
                .actor(Book.class)
                .actor(Inbox.class)
                .actor(Line.class)
                .actor(Mortal.class)
                .actor(Register.class)
                .actor(Tally.class)
                .store(() -> RocksDbStore.at(Path.of(args[0])))
                .port(0)
                .build()
                .start()) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            System.out.println(READY + server.port());
            server.awaitClose();
        }
    }
}
