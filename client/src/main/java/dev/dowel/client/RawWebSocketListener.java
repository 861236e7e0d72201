package dev.dowel.client;

import dev.dowel.ActorError;

/**
 * Is told what happens to a {@link RawWebSocket}.
 *
 * <p>Called one method at a time, in the order things happened, never on a thread of the network. It may block: the next message
 * is read when it has returned. What it throws is logged, and the next call comes.
 */
public interface RawWebSocketListener {

    /** The socket is open. Not called if it never was. */
    default void onOpen(RawWebSocket socket) {}

    /** A text message. */
    default void onText(RawWebSocket socket, String text) {}

    /** A binary message. */
    default void onBinary(RawWebSocket socket, byte[] bytes) {}

    /**
     * The socket was closed: by the actor or the server, which names an error as {@code group.code} with code 1011, or by its
     * owner. The last call.
     */
    default void onClose(RawWebSocket socket, int code, String reason) {}

    /**
     * The socket could not be opened, or was lost: {@code client.connection_failed}, {@code client.connection_lost} and the like.
     * The last call, instead of {@link #onClose}.
     */
    default void onError(RawWebSocket socket, ActorError error) {}
}
