package dev.dowel.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a WebSocket of the JDK one thing after another, because its writes must not overlap.
 *
 * <p>Usable from any thread. The lock guards the fields and is never held while the JDK is called.
 */
final class SerialWriter {

    private sealed interface Outgoing {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Message(byte[] bytes, boolean text) implements Outgoing {}

        record Ping() implements Outgoing {}

        record Close(int code, String reason) implements Outgoing {}
    }

    private final WebSocket socket;
    private final Consumer<Throwable> broken;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Outgoing> outgoing = new ArrayDeque<>();
    private boolean writing;
    private boolean closing;
    private boolean ended;
    private long queuedBytes;

    /**
     * Creates a writer.
     *
     * @param broken told once that the socket cannot be written to
     */
    SerialWriter(WebSocket socket, Consumer<Throwable> broken) {
        this.socket = socket;
        this.broken = broken;
    }

    void message(byte[] bytes, boolean text) {
        write(new Outgoing.Message(bytes, text));
    }

    void ping() {
        write(new Outgoing.Ping());
    }

    void close(int code, String reason) {
        write(new Outgoing.Close(code, reason));
    }

    /** Bytes of messages whose write has not ended. */
    long queuedBytes() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is not written yet. */
    void end() {
        lock.lock();
        try {
            ended = true;
            outgoing.clear();
        } finally {
            lock.unlock();
        }
    }

    private void write(Outgoing next) {
        lock.lock();
        try {
            if (ended || closing) {
                return;
            }
            closing = next instanceof Outgoing.Close;
            outgoing.add(next);
            queuedBytes += size(next);
            if (writing) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        writeAll();
    }

    /** Writes until nothing is left, or until a write takes longer: its completion goes on then. */
    private void writeAll() {
        for (Outgoing next = take(); next != null; next = take()) {
            Outgoing current = next;
            CompletableFuture<WebSocket> write = hand(current);
            if (!write.isDone()) {
                Completions.whenDone(write, (done, failure) -> {
                    if (written(current, failure)) {
                        writeAll();
                    }
                });
                return;
            }
            if (!written(current, write.isCompletedExceptionally() ? write.exceptionNow() : null)) {
                return;
            }
        }
    }

    private @Nullable Outgoing take() {
        lock.lock();
        try {
            Outgoing next = outgoing.poll();
            writing = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<WebSocket> hand(Outgoing next) {
        return switch (next) {
            case Outgoing.Message message
            when message.text() -> socket.sendText(new String(message.bytes(), StandardCharsets.UTF_8), true);
            case Outgoing.Message message -> socket.sendBinary(ByteBuffer.wrap(message.bytes()), true);
            case Outgoing.Ping ping -> socket.sendPing(ByteBuffer.allocate(0));
            case Outgoing.Close close -> socket.sendClose(close.code(), close.reason());
        };
    }

    /** Whether writing can go on. */
    private boolean written(Outgoing current, @Nullable Throwable failure) {
        boolean first;
        lock.lock();
        try {
            queuedBytes -= size(current);
            if (failure == null) {
                return true;
            }
            first = !ended;
            ended = true;
            outgoing.clear();
        } finally {
            lock.unlock();
        }
        if (first) {
            broken.accept(failure);
        }
        return false;
    }

    private static int size(Outgoing outgoing) {
        return outgoing instanceof Outgoing.Message message ? message.bytes().length : 0;
    }
}
