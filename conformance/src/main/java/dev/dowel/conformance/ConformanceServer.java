package dev.dowel.conformance;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import java.nio.file.Path;

/** Starts a server with this package's actors on the loopback interface. The started server is usable from any thread. */
public final class ConformanceServer {

    /** What {@link #main} prints before the address, once it answers. */
    static final String READY = "ready ";

    private ConformanceServer() {}

    /** Starts a server; port 0 takes a free one. */
    static DowelServer start(int port, Path data) {
        return builder(port, data).build().start();
    }

    /** A server with further settings. */
    static DowelServerBuilder builder(int port, Path data) {
        return DowelServer.builder()
                .actor(Counter.class)
                .actor(Directory.class)
                .actor(Echo.class)
                .actor(Faulty.class)
                .actor(QueueActors.Noter.class)
                .actor(QueueActors.Oracle.class)
                .actor(QueueActors.Shelf.class)
                .actor(Raw.class)
                .actor(Relay.class)
                .actor(Room.class)
                .actor(Ticker.class)
                .actor(Till.class)
                .actor(Unborn.class)
                .store(() -> RocksDbStore.at(data))
                .port(port);
    }

    /** Runs a server until it is killed, or told to end: then it ends in order. Arguments: port, data directory. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelServer server = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            System.out.println(READY + server.endpoint());
            server.awaitClose();
        }
    }
}
