package dev.dowel.attacks.hostile;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.RateLimits;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address that asks one actor for more than it may, on many connections and sockets, while somebody at another address
 * calls the same actor. Thread safe: connections share counters only.
 */
final class Flood {

    private static final RateLimits LIMITS = new RateLimits(1_200, 32, 10);
    private static final int THREADS = 16;
    private static final int CALLS_PER_CONNECTION = 40;
    private static final int MESSAGES_PER_SOCKET = 60;
    private static final int CONNECTIONS_PER_SOCKET = 5;
    /** Less than what the address may. */
    private static final long HONEST_PACE_MILLIS = 100;

    private static final String FLOODER = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";
    private static final String CALL = call("");
    private static final String LAST_CALL = call("connection: close\r\n");

    private final int port;
    private final ErrorTable errors;
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final long began = System.nanoTime();

    private Flood(int port, ErrorTable errors) {
        this.port = port;
        this.errors = errors;
    }

    /**
     * Floods a server of its own.
     *
     * @return what came of it
     * @throws AssertionError if more was let in than the limit allows, or somebody else was not served
     */
    static String run(int connections) throws Exception {
        LeakWatch.install();
        Path data = Files.createTempDirectory("flood");
        try (DowelServer server = DowelServer.builder()
                .actor(TargetActors.Honest.class)
                .store(RocksDbStore.at(data))
                .port(0)
                .rateLimits(LIMITS)
                .reconnectGrace(Duration.ZERO)
                .build()
                .start()) {
            Flood flood = new Flood(server.port(), ErrorTable.ofProject());
            Honesty other = new Honesty(server.port(), "flood", OTHER, HONEST_PACE_MILLIS);
            try (other) {
                flood.all(connections);
            }
            flood.check();
            LeakWatch.check();
            return connections + " connections of one address: " + flood + "; " + other + " at another; errors seen: "
                    + flood.errors;
        }
    }

    private void all(int connections) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                boolean socket = i % CONNECTIONS_PER_SOCKET == 0;
                running.add(threads.submit(() -> {
                    try {
                        one(socket);
                    } catch (IOException e) {
                        throw new AssertionError("A connection broke", e);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private void one(boolean socket) throws IOException {
        if (socket) {
            messages();
        } else {
            calls();
        }
    }

    private static String call(String header) {
        return "POST /gateway/honest/action/look?" + Wire.query("flood") + " HTTP/1.1\r\nhost: h\r\n" + header
                + "content-length: 11\r\n\r\n{\"args\":[]}";
    }

    /** Many calls on one connection, without waiting: each is answered, or refused with the documented error. */
    private void calls() throws IOException {
        try (Wire wire = new Wire(port, FLOODER)) {
            wire.send(CALL.repeat(CALLS_PER_CONNECTION - 1) + LAST_CALL);
            byte[] said = wire.all();
            int count = new Answers(said, errors).check();
            String text = new String(said, StandardCharsets.ISO_8859_1);
            int ok = text.split("HTTP/1\\.1 200 ", -1).length - 1;
            int limited = text.split("x-rivet-error: guard\\.rate_limit\r\n", -1).length - 1;
            if (count != CALLS_PER_CONNECTION || ok + limited != count) {
                throw new AssertionError(count + " answers, " + ok + " results, " + limited + " refusals");
            }
            served.addAndGet(ok);
            refused.addAndGet(limited);
        }
    }

    /** Many messages on one socket: it is closed, for the connection's rate or for the address's. */
    private void messages() throws IOException {
        try (Wire wire = new Wire(port, FLOODER)) {
            wire.upgrade("/gateway/honest/connect?" + Wire.query("flood"), "json");
            byte[] message =
                    "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"e\",\"subscribe\":true}}}"
                            .getBytes(StandardCharsets.UTF_8);
            try {
                for (int i = 0; i < MESSAGES_PER_SOCKET; i++) {
                    wire.send(Wire.frame(0x81, message));
                }
            } catch (SocketException e) {
                // closed before all was sent
            }
            Wire.Frame frame = wire.frame();
            while (frame.opcode() != 8) {
                frame = wire.frame();
            }
            String reason = new String(frame.payload(), 2, frame.payload().length - 2, StandardCharsets.UTF_8);
            errors.checkReason(reason);
            if (!reason.startsWith("guard.rate_limit")) {
                throw new AssertionError("A socket that sent too much was closed with " + reason);
            }
            closed.incrementAndGet();
        } catch (EOFException e) {
            throw new AssertionError("A socket that sent too much was not told why it ended", e);
        }
    }

    private void check() {
        double minutes = (System.nanoTime() - began) / 60e9;
        double allowed = LIMITS.requestsPerMinute() * (1 + minutes) + 1;
        if (served.get() > allowed) {
            throw new AssertionError(served + " calls were let in, allowed are " + allowed);
        }
        if (served.get() == 0 || refused.get() == 0) {
            throw new AssertionError("Nothing was limited, or everything: " + this);
        }
    }

    @Override
    public String toString() {
        return served + " calls served, " + refused + " refused, " + closed + " sockets closed";
    }
}
