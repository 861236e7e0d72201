package dev.dowel.client;

import dev.dowel.ActorError;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket that is an actor's own, for protocols that are not actions and events.
 *
 * <p>Usable from any thread. Messages leave in the order in which they are sent; those sent before it is open wait for that. A
 * socket that is lost does not come back: only its owner knows what that would mean. A server that says nothing for two {@link
 * ClientLimits#HEARTBEAT}s counts as lost.
 *
 * {@snippet :
 * var listener = new RawWebSocketListener() {
 *     public void onText(RawWebSocket socket, String text) {
 *         System.out.println(text);
 *     }
 * };
 * try (RawWebSocket game = room.webSocket("game?level=2", listener)) {
 *     game.send("jump");
 * }
 * }
 */
public final class RawWebSocket implements AutoCloseable {

    private static final int NORMAL = 1000;
    private static final int FIRST_FREE = 3000;
    private static final int LAST_FREE = 4999;
    private static final int REASON_BYTES = 123;

    private final RawSocketMachine machine;

    private RawWebSocket(ClientContext context, RawWebSocketListener listener) {
        this.machine = new RawSocketMachine(context, this, listener);
    }

    /** Opens a socket (protocol 5). */
    static RawWebSocket open(ClientContext context, Approach approach, String path, RawWebSocketListener listener) {
        context.checkOpen();
        var socket = new RawWebSocket(context, listener);
        context.opened(socket, () -> socket.machine.close(NORMAL, ""));
        socket.machine.start(approach.params()
                .text(context.threads())
                .thenApply(params -> new SocketTransport.Request(
                        context.gateway().webSocket(approach, RawPath.below("/websocket", path)),
                        // The encoding means nothing here; published clients name this one.
                        approach.subprotocols("bare", context.gateway().token(), params),
                        context.settings().maxResponseBytes())));
        return socket;
    }

    /**
     * Sends a text message.
     *
     * @throws ActorError {@code client.closed} if it is closed or lost, {@code client.overloaded} if more than {@link
     *     ClientLimits#CONNECTION_OUTBOUND_BYTES} are not written yet
     */
    public void send(String text) {
        machine.send(text.getBytes(StandardCharsets.UTF_8), true);
    }

    /**
     * Sends a binary message. The array must not be changed afterwards.
     *
     * @throws ActorError {@code client.closed} if it is closed or lost, {@code client.overloaded} if more than {@link
     *     ClientLimits#CONNECTION_OUTBOUND_BYTES} are not written yet
     */
    public void send(byte[] bytes) {
        machine.send(bytes, false);
    }

    /** Whether messages flow: it was opened, and neither side has closed it. */
    public boolean isOpen() {
        return machine.isOpen();
    }

    /**
     * Begins to close the socket after what was sent before. Does not block; {@link RawWebSocketListener#onClose} tells when the
     * server has answered, or has not for {@link ClientLimits#CLOSE_WAIT}. Closing twice does nothing.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8
     * @throws IllegalArgumentException for another code or a longer reason
     */
    public void close(int code, String reason) {
        if (code != NORMAL && (code < FIRST_FREE || code > LAST_FREE)) {
            throw new IllegalArgumentException("A WebSocket is closed with 1000 or 3000 to 4999, not " + code + ".");
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            throw new IllegalArgumentException("The reason is longer than " + REASON_BYTES + " bytes.");
        }
        var _ = machine.close(code, reason);
    }

    /** Closes with 1000. Blocks until the server has taken note, at most {@link ClientLimits#CLOSE_WAIT}. */
    @Override
    public void close() {
        if (!Waiting.forClose(machine.close(NORMAL, ""))) {
            machine.abandon();
        }
    }

    @Override
    public String toString() {
        return "RawWebSocket[" + machine.describe() + "]";
    }
}
