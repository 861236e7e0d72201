package dev.dowel.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The load of a soak: callers that each keep one HTTP connection and do a little of everything at a settable pace. Usable from
 * any thread.
 */
final class SoakLoad implements Closeable {

    private static final int CALLERS = 16;
    private static final int HOT_ACTORS = 1_000;
    /** Each is called so rarely that it sleeps meanwhile. */
    private static final int COLD_ACTORS = 20_000;

    private static final int COLLECTORS = 50;
    private static final int ROOMS = 10;
    private static final int SUBSCRIBERS = 50;
    private static final byte[] HELLO = {'h', 'i'};

    private final int port;
    private final LatencyWindow window = new LatencyWindow();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final List<Thread> callers = new ArrayList<>();
    private final Subscribers subscribers;
    private volatile long nanosPerCall;
    private volatile boolean closed;
    private volatile String lastError = "";

    SoakLoad(int port) throws IOException {
        this.port = port;
        this.subscribers = Subscribers.open(port, "varied", "room", ROOMS, SUBSCRIBERS);
    }

    void start() {
        for (int number = 0; number < CALLERS; number++) {
            callers.add(Thread.ofPlatform().name("caller" + number).daemon().start(this::call));
        }
    }

    /** All callers together make so many requests a second from now on; 0 for as many as there are answers. */
    void pace(double requestsPerSecond) {
        nanosPerCall = requestsPerSecond == 0 ? 0 : (long) (1e9 * CALLERS / requestsPerSecond);
    }

    /** The latencies since this was asked last. */
    double[] takeLatencies() {
        return window.take();
    }

    long errors() {
        return errors.get() + subscribers.broken();
    }

    String lastError() {
        return lastError;
    }

    /** What was done besides calls, for the report. */
    String counts() {
        return "%,d actors created and destroyed, %,d sockets opened and closed, %,d events heard"
                .formatted(created.get(), opened.get(), subscribers.heard());
    }

    private void call() {
        long due = System.nanoTime();
        long paced = nanosPerCall;
        while (!closed) {
            try (KeptConnection http = new KeptConnection(port)) {
                while (!closed) {
                    long pause = nanosPerCall;
                    long now = System.nanoTime();
                    due = pause == 0 || pause != paced ? now : due + pause;
                    paced = pause;
                    if (due > now) {
                        LockSupport.parkNanos(due - now);
                    }
                    // A request that could not be sent when it was due has waited, too.
                    request(http);
                    window.add(System.nanoTime() - due);
                }
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    errors.incrementAndGet();
                    lastError = e.toString();
                }
            }
        }
    }

    private void request(KeptConnection http) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String hot = "hot" + random.nextInt(HOT_ACTORS);
        String cold = "cold" + random.nextInt(COLD_ACTORS);
        int choice = random.nextInt(1_000);
        if (choice < 480) {
            http.action("varied", hot, "add");
        } else if (choice < 680) {
            http.action("varied", hot, "count");
        } else if (choice < 800) {
            http.action("varied", cold, "add");
        } else if (choice < 850) {
            http.action("varied", hot, "keep", "[" + random.nextInt(1_000) + "]");
        } else if (choice < 900) {
            http.action("varied", cold, "addLater", "[" + random.nextInt(200, 3_000) + "]");
        } else if (choice < 950) {
            String collector = "collector" + random.nextInt(COLLECTORS);
            http.post("/gateway/collector/queue/numbers" + LoopbackHttp.QUERY + collector, "{\"body\":1}");
        } else if (choice < 970) {
            http.action("varied", "room" + random.nextInt(ROOMS), "publish", "[1]");
        } else if (choice < 990) {
            String key = "passing" + created.incrementAndGet();
            http.action("varied", key, "add");
            http.action("varied", key, "remove");
        } else {
            openAndClose(choice % 2 == 0 ? "connect" : "websocket", cold);
        }
    }

    private void openAndClose(String path, String key) throws IOException {
        try (SocketChannel channel = WebSocketUpgrade.open(port, "varied", path, key)) {
            if (path.equals("websocket")) {
                channel.write(WebSocketUpgrade.frame(WebSocketUpgrade.TEXT, HELLO));
            }
            WebSocketUpgrade.readMessage(channel);
        }
        opened.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        subscribers.close();
    }
}
