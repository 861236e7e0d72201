package dev.dowel.embedded;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.RateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A run of a program that serves nobody and ends by itself, so that the JVM can note what a server needs and later ones
 * start with it ({@code docs/start-up.md}). Static; used by the program's main thread.
 *
 * <p>{@link Dowel#serve} does it by itself. A program that builds its server asks first:
 *
 * {@snippet :
 * DowelServerBuilder server = Dowel.server().actor(ChatRoom.class, () -> new ChatRoom(tokens));
 * if (Training.isWanted()) {
 *     Training.run(server);
 *     return;
 * }
 * server.build().start().awaitClose();
 * }
 */
public final class Training {

    /** The system property that asks for it: {@code -Ddowel.training=true}. */
    public static final String PROPERTY = "dowel.training";

    private static final int NEW_ACTORS = 3_000;
    private static final int CALLS = 20_000;

    private Training() {}

    /** Whether this process was started to train. */
    public static boolean isWanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    /**
     * Starts the server, twice, on a free port of this machine and on an empty store in a temporary directory; creates,
     * calls and wakes actors of a type of its own, over HTTP and WebSocket; and ends it. Nothing of the program's own actors
     * is run, and its store is not opened.
     *
     * @param server everything but host, port, store and rate limits is as in the program; of no use afterwards
     * @throws UncheckedIOException if the server did not answer, or the directory cannot be made
     */
    public static void run(DowelServerBuilder server) {
        try {
            Path directory = Files.createTempDirectory("dowel-training");
            try {
                train(server, directory.resolve("data"));
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The training failed.", e);
        }
    }

    private static void train(DowelServerBuilder server, Path data) throws IOException {
        server.actor(Trainee.class)
                .host("127.0.0.1")
                .port(0)
                .rateLimits(RateLimits.NONE)
                .reconnectGrace(Duration.ZERO)
                .store(() -> RocksDbStore.at(data));
        try (DowelServer first = server.build().start()) {
            var load = new TrainingLoad(first.port());
            load.callEach(NEW_ACTORS);
            load.callOne(CALLS);
            load.callConnected(CALLS);
        }
        try (DowelServer second = server.build().start()) {
            new TrainingLoad(second.port()).callEach(NEW_ACTORS); // which wakes them
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
