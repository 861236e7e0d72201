package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that means no harm and counts while others attack: each of its calls must be answered, with the next number.
 * Runs a thread of its own.
 */
final class Honesty implements AutoCloseable {

    private static final long PACE_MILLIS = 10;

    private final int port;
    private final String key;
    private final String from;
    private final long paceMillis;
    private final Thread thread;
    private volatile boolean ending;
    private volatile long calls;
    private volatile long slowestNanos;
    private volatile @Nullable Throwable failure;

    Honesty(int port, String key) {
        this(port, key, "", PACE_MILLIS);
    }

    /** One at an address of this machine, which waits after each call. */
    Honesty(int port, String key, String from, long paceMillis) {
        this.port = port;
        this.key = key;
        this.from = from;
        this.paceMillis = paceMillis;
        thread = Thread.ofPlatform().name("honest").start(this::count);
    }

    private void count() {
        try (Wire wire = new Wire(port, from)) {
            while (!ending) {
                long began = System.nanoTime();
                call(wire);
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - began);
                TimeUnit.MILLISECONDS.sleep(paceMillis);
            }
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private void call(Wire wire) throws IOException {
        wire.send("POST /gateway/honest/action/increment?" + Wire.query(key)
                + " HTTP/1.1\r\nhost: h\r\ncontent-length: 11\r\n\r\n{\"args\":[]}");
        String head = wire.head();
        String length = head.substring(head.indexOf("content-length: ") + 16);
        String body = new String(wire.read(Integer.parseInt(length.substring(0, length.indexOf('\r')))), UTF_8);
        long next = calls + 1;
        if (!head.startsWith("HTTP/1.1 200 ") || !body.equals("{\"output\":" + next + "}")) {
            throw new AssertionError("Call " + next + " of an honest client: " + head + body);
        }
        calls = next;
    }

    /** Fails unless all its calls were answered, as it should be. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
        if (failure != null || calls == 0) {
            throw new AssertionError("An honest client was not served after " + calls + " calls", failure);
        }
    }

    @Override
    public String toString() {
        return calls + " honest calls answered, the slowest in " + slowestNanos / 1_000_000 + " ms";
    }
}
