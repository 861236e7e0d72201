package dev.dowel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A raw WebSocket of an actor; see {@link Actor#onWebSocket}. Confined to the actor's turn.
 *
 * <p>Messages arrive one after another, each in a turn of its own; those that arrive before there is a handler wait for it,
 * until {@code onWebSocket} has returned. What is sent leaves after the turn's commit, in order.
 */
public interface WebSocketSession {

    /** Takes a message. */
    @FunctionalInterface
    interface MessageHandler {
        /** Runs as a turn of the actor. */
        void onMessage(WebSocketMessage message) throws Exception;
    }

    /** Is told that the socket closed. */
    @FunctionalInterface
    interface CloseHandler {
        /** Runs as a turn of the actor, whoever closed the socket. */
        void onClose(int code, String reason) throws Exception;
    }

    /** The connection it is: its id, parameters and state. */
    Connection connection();

    /** The path below the actor, with {@code /websocket}, still percent-encoded. */
    String path();

    /** The query without its question mark, still percent-encoded; empty if there is none. */
    String query();

    /** The whole address as the caller knows it. */
    String url();

    /** The first value of a header of the request that opened it, whatever the case of its name. */
    Optional<String> header(String name);

    /** All headers of the request that opened it, names in lower case. */
    Map<String, List<String>> headers();

    /**
     * Whether the socket was open before the actor slept. Then {@code onWebSocket} is called again for the new instance, to
     * give the socket its handlers, and the peer noticed nothing.
     */
    boolean isRestored();

    /** Sets what takes messages. */
    void onMessage(MessageHandler handler);

    /** Sets what is told about the end. */
    void onClose(CloseHandler handler);

    /** Sends a text message. */
    void send(String text);

    /** Sends a binary message. The array must not be changed afterwards. */
    void send(byte[] bytes);

    /**
     * Closes the socket.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes of UTF-8
     */
    void close(int code, String reason);
}
