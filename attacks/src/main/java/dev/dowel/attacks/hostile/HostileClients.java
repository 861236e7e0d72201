package dev.dowel.attacks.hostile;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Attacks by clients: says how much was sent and what came back, or fails and names the round that can be repeated alone.
 * One thread; rounds run on several.
 */
public final class HostileClients {

    private static final int THREADS = 8;
    private static final int ROUNDS_TO_WARM_UP = 50;
    /** Little, so that what is not bounded shows. */
    private static final int HEAP_MEGABYTES = 256;

    private HostileClients() {}

    /** One round, made of a number. */
    private interface Round {
        void run(long seed) throws IOException;
    }

    /** Attacks a server, and prints what came of it. */
    public static boolean holds(String name, int rounds, long seed) throws Exception {
        try {
            System.out.println(run(name, rounds, seed));
            return true;
        } catch (AssertionError | ExecutionException e) {
            e.printStackTrace();
            return false;
        }
    }

    /**
     * Attacks a server.
     *
     * @param name {@code hostile-} and what is sent, {@code storm-} and what its connections do, or {@code flood}
     * @param rounds how many; for a storm or flood, how many connections
     * @param seed of the first round; a storm has none
     * @return what it did and saw
     * @throws AssertionError if a guarantee was broken
     */
    public static String run(String name, int rounds, long seed) throws Exception {
        if (name.equals("flood")) {
            return Flood.run(rounds);
        }
        return name.startsWith("storm-")
                ? Storm.run(name.substring("storm-".length()), rounds, HEAP_MEGABYTES)
                : fuzz(name, rounds, seed);
    }

    private static String fuzz(String name, int rounds, long seed) throws Exception {
        LeakWatch.install();
        Path data = Files.createTempDirectory("hostile");
        try (DowelServer server = server(data)) {
            ErrorTable errors = ErrorTable.ofProject();
            Fuzz fuzz = new Fuzz(server.port(), errors);
            once(
                    fuzz,
                    name,
                    Math.min(rounds, ROUNDS_TO_WARM_UP),
                    seed); // what is loaded and pooled once belongs to the base
            Base base = Base.now();
            Honesty honest = new Honesty(server.port(), "honest");
            try (honest) {
                once(fuzz, name, rounds, seed);
            }
            Base after = base.awaitReturn();
            LeakWatch.check();
            return name + ": " + rounds + " rounds from seed " + seed + ", " + fuzz.answers()
                    + " answers and frames checked; " + honest + "; before: " + base + "; after: " + after
                    + "; errors seen: " + errors;
        }
    }

    private static DowelServer server(Path data) {
        return DowelServer.builder()
                .actor(TargetActors.Target.class)
                .actor(TargetActors.Honest.class)
                .store(RocksDbStore.at(data))
                .port(0)
                .reconnectGrace(Duration.ZERO)
                .build()
                .start();
    }

    private static void once(Fuzz fuzz, String name, int rounds, long seed) throws Exception {
        switch (name) {
            case "hostile-requests" -> rounds(fuzz::requests, name, rounds, seed);
            case "hostile-frames" -> rounds(fuzz::frames, name, rounds, seed);
            case "hostile-bombs" -> fuzz.bombs();
            default -> throw new IllegalArgumentException("No such attack: " + name);
        }
    }

    private static void rounds(Round round, String name, int rounds, long first)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (long seed = first; seed < first + rounds; seed++) {
                long number = seed;
                running.add(threads.submit(() -> {
                    try {
                        round.run(number);
                    } catch (IOException | RuntimeException | AssertionError e) {
                        throw new AssertionError("Repeat with: " + name + ", 1 round from seed " + number, e);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
