package dev.dowel.benchmarks;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The server the load driver measures: {@link Counter} actors on 127.0.0.1. Run as {@code BenchServer <port> <data directory>
 * [rocksdb|memory]}; {@code memory} keeps nothing, to see what the disk costs. Main thread only.
 */
public final class BenchServer {

    private BenchServer() {}

    /** Serves until the process ends. */
    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[0]);
        Path directory = Path.of(args[1]);
        boolean inMemory = args.length > 2 && args[2].equals("memory");
        Supplier<ActorStore> store = inMemory ? MemoryStore::new : () -> RocksDbStore.at(directory);
        DowelServer server = DowelServer.builder()
                .actor(Counter.class)
                .store(store)
                .port(port)
                .build()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        server.awaitClose();
    }
}
