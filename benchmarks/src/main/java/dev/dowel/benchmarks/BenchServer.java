package dev.dowel.benchmarks;

import dev.dowel.embedded.Training;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The server the load driver measures: {@link Counter} actors on 127.0.0.1. Run as {@code BenchServer <port> <data directory>
 * [rocksdb|memory] [milliseconds]}; {@code memory} keeps nothing, to see what the disk costs; actors sleep after so many idle
 * milliseconds, an hour by default. Main thread only.
 */
public final class BenchServer {

    static final Duration NO_SLEEP = Duration.ofHours(1);

    private BenchServer() {}

    /** Serves until the process ends. */
    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[0]);
        Path directory = Path.of(args[1]);
        boolean inMemory = args.length > 2 && args[2].equals("memory");
        Duration idle = args.length > 3 ? Duration.ofMillis(Long.parseLong(args[3])) : NO_SLEEP;
        Supplier<ActorStore> store = inMemory ? MemoryStore::new : () -> RocksDbStore.at(directory);
        DowelServerBuilder builder = DowelServer.builder()
                .actor(Counter.sleepingAfter(idle))
                .store(store)
                .port(port);
        if (Training.isWanted()) {
            Training.run(builder);
            return;
        }
        DowelServer server = builder.build().start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        server.awaitClose();
    }
}
