package dev.dowel.spring;

import static dev.dowel.spring.Settings.apply;
import static dev.dowel.spring.Settings.given;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.Cors;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.RateLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Puts the properties into a server's builder. Static; used by the thread that starts the application. */
final class ServerSettings {

    private static final String EVERY_ORIGIN = "*";

    private ServerSettings() {}

    /**
     * Applies all of them.
     *
     * @throws SettingException if one cannot be used
     */
    static void applyTo(DowelServerBuilder server, DowelProperties properties) {
        apply("dowel.host", given(properties.host()), server::host);
        apply("dowel.port", properties.port(), server::port);
        apply("dowel.data-dir", properties.dataDir(), directory -> server.store(store(properties.store(), directory)));
        apply("dowel.cors.origins", properties.cors().origins(), origins -> server.cors(cors(origins)));
        apply("dowel.admin-token", given(properties.adminToken()), server::adminToken);
        apply("dowel.version", properties.version(), server::version);
        server.exposeErrors(properties.exposeErrors());
        server.checkStates(properties.checkStates());
        apply("dowel.reconnect-grace", properties.reconnectGrace(), server::reconnectGrace);
        apply("dowel.silence", properties.silence(), server::silence);
        apply("dowel.rate-limits", properties.rateLimits(), rates -> server.rateLimits(rateLimits(rates)));
    }

    private static Supplier<? extends ActorStore> store(DowelProperties.Store store, String directory) {
        Path path = Path.of(directory);
        return switch (store) {
            case DISK -> () -> RocksDbStore.at(path);
            case MEMORY -> MemoryStore::new;
        };
    }

    private static Cors cors(List<String> origins) {
        return origins.contains(EVERY_ORIGIN) ? Cors.any() : Cors.allow(origins.toArray(String[]::new));
    }

    private static RateLimits rateLimits(DowelProperties.Rates rates) {
        return new RateLimits(rates.requestsPerMinute(), rates.inFlight(), rates.messagesPerSecond());
    }
}
