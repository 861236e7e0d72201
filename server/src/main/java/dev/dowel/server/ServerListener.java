package dev.dowel.server;

import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.RuntimeListener;
import java.util.Optional;

/**
 * Is told what a server does, for counting it, and may have a page of what it counted. Thread safe; called on event loops and
 * on the threads of the runtime.
 *
 * <p>The rules of {@link RuntimeListener} hold: return at once, throw nothing. {@code dowel-metrics} has an implementation for
 * Micrometer and Prometheus.
 *
 * {@snippet :
 * DowelServer server = DowelServer.builder()
 *         .actor(ChatRoom.class)
 *         .store(new MemoryStore())
 *         .observe(DowelMetrics.prometheus())
 *         .build();
 * }
 */
public interface ServerListener extends RuntimeListener {

    /** Hears nothing, and costs nothing: the default. */
    ServerListener NONE = definition -> ActorListener.NONE;

    /** What a WebSocket is for. Immutable. */
    enum SocketKind {
        /** A connection to an actor: calls and events. */
        CONNECTION,
        /** An actor's own socket. */
        RAW,
        /** Health checks, and sockets that are refused. */
        OTHER
    }

    /** What is counted, as a page for whoever collects it. Thread safe. */
    interface Page {

        /** The media type, as in {@code Content-Type}. */
        String contentType();

        /** The page as it is now. May take a while; called on a thread of its own. */
        byte[] content();
    }

    /** A client connected. */
    default void connectionOpened() {}

    /** A client's connection ended. */
    default void connectionClosed() {}

    /** A client was turned away because too many are connected. It counts as open until it is gone. */
    default void connectionRefused() {}

    /** A connection became a WebSocket. */
    default void socketOpened(SocketKind kind) {}

    /** A WebSocket ended. */
    default void socketClosed(SocketKind kind) {}

    /**
     * A request was answered.
     *
     * @param status the HTTP status
     * @param nanos from the end of its head to the end of the answer
     */
    default void requestAnswered(int status, long nanos) {}

    /** Bytes came from a client. */
    default void bytesReceived(long bytes) {}

    /** Bytes are on their way to a client. */
    default void bytesSent(long bytes) {}

    /** What {@code GET /metrics} shows to those who may manage actors, if there is such a page. Asked once. */
    default Optional<Page> page() {
        return Optional.empty();
    }
}
