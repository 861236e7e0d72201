package dev.dowel.client;

import dev.dowel.ActorError;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the JDK's WebSocket client, whose messages arrive in parts and only when requested, and which may still
 * report something after it was dropped.
 *
 * <p>Usable from any thread; the JDK calls the listener's methods one after another. The lock guards the fields and is
 * never held while the JDK or the owner of the socket is called.
 */
final class JdkSocket implements SocketTransport.Socket, WebSocket.Listener {

    private final SocketTransport.Events events;
    private final MessageAssembly assembly;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WebSocket open;
    private @Nullable SerialWriter writer;
    private boolean ended;

    JdkSocket(int mostMessageBytes, SocketTransport.Events events) {
        this.assembly = new MessageAssembly(mostMessageBytes);
        this.events = events;
    }

    @Override
    public void send(byte[] message, boolean text) {
        SerialWriter current = writer();
        if (current != null) {
            current.message(message, text);
        }
    }

    @Override
    public void ping() {
        SerialWriter current = writer();
        if (current != null) {
            current.ping();
        }
    }

    @Override
    public void close(int code, String reason) {
        SerialWriter current = writer();
        if (current != null) {
            current.close(code, reason);
        }
    }

    @Override
    public long queuedBytes() {
        SerialWriter current = writer();
        return current == null ? 0 : current.queuedBytes();
    }

    private @Nullable SerialWriter writer() {
        lock.lock();
        try {
            return writer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void next() {
        WebSocket socket;
        lock.lock();
        try {
            socket = ended ? null : open;
        } finally {
            lock.unlock();
        }
        if (socket != null) {
            socket.request(1);
        }
    }

    @Override
    public void abort() {
        end();
    }

    /** Ends the socket, once. Without an answer from the server it is dropped. */
    private boolean end() {
        WebSocket socket;
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            socket = open;
            if (writer != null) {
                writer.end();
                writer = null;
            }
        } finally {
            lock.unlock();
        }
        if (socket != null) {
            socket.abort();
        }
        return true;
    }

    void failedToOpen(Throwable failure) {
        broken(failure);
    }

    private void broken(Throwable failure) {
        if (end()) {
            events.failed(ClientErrors.network(failure));
        }
    }

    @Override
    public void onOpen(WebSocket socket) {
        lock.lock();
        try {
            open = socket;
            if (!ended) {
                writer = new SerialWriter(socket, this::broken);
            }
        } finally {
            lock.unlock();
        }
        if (writer() == null) {
            socket.abort();
            return;
        }
        events.opened();
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        try {
            arrived(socket, assembly.text(part, last), true);
        } catch (ActorError tooLarge) {
            broken(tooLarge);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        try {
            arrived(socket, assembly.binary(part, last), false);
        } catch (ActorError tooLarge) {
            broken(tooLarge);
        }
        return null;
    }

    private void arrived(WebSocket socket, byte @Nullable [] message, boolean text) {
        if (message == null) {
            socket.request(1);
        } else {
            events.message(message, text);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        return heard(socket);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        return heard(socket);
    }

    private @Nullable CompletionStage<?> heard(WebSocket socket) {
        events.heard();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        boolean first;
        lock.lock();
        try {
            first = !ended;
            ended = true;
            if (writer != null) {
                writer.end();
                writer = null;
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            events.closed(code, reason);
        }
        // The JDK answers with the same code now.
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        broken(failure);
    }
}
