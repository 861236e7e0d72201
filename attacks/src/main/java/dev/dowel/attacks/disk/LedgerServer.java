package dev.dowel.attacks.disk;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;
import java.time.Duration;

/** A server of ledgers with a store on disk. The started server is usable from any thread. */
final class LedgerServer {

    /** What {@link #main} prints before the address, once it answers. */
    static final String READY = "ready ";

    private LedgerServer() {}

    static DowelServer start(Path data) {
        return DowelServer.builder()
                .actor(Ledger.class)
                .store(() -> RocksDbStore.at(data))
                .port(0)
                .reconnectGrace(Duration.ZERO)
                .build()
                .start();
    }

    /** Runs a server until it is killed. Argument: the data directory. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelServer server = start(Path.of(arguments[0]))) {
            System.out.println(READY + server.endpoint());
            server.awaitClose();
        }
    }
}
