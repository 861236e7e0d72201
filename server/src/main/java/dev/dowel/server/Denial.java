package dev.dowel.server;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import io.netty.channel.EventLoop;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses one socket: after a while, an error message and the close that says the same (protocol 4.3, 4.5). Event loop
 * only.
 *
 * <p>Clients that are told "no" at once come back at once, some hundreds of times a second; while they wait for the answer
 * they are quiet. Reasons after which they wait by themselves are given without delay.
 */
final class Denial {

    /** Protocol 4.4: before Init, clients try again after these with a back-off of their own. */
    private static final Set<String> CLIENTS_BACK_OFF = Set.of(
            "actor.not_found",
            "actor.starting",
            "actor.stopping",
            "actor.stopped",
            "actor.restarting",
            "ws.going_away",
            "guard.service_unavailable");

    private final WebSocketConnection socket;
    private final DenialDelay delays;
    private final EventLoop loop;
    private final @Nullable Encoding encoding;
    private final String remoteAddress;
    private final String actor;

    Denial(
            WebSocketConnection socket,
            DenialDelay delays,
            EventLoop loop,
            @Nullable Encoding encoding,
            String remoteAddress,
            String actor) {
        this.socket = socket;
        this.delays = delays;
        this.loop = loop;
        this.encoding = encoding;
        this.remoteAddress = remoteAddress;
        this.actor = actor;
    }

    /** Ends the socket with an error, now or later. */
    void refuse(ErrorBody error, @Nullable String traceId) {
        socket.stopDelivering(WebSocketConnection.UNEXPECTED_CONDITION, "");
        String name = error.group() + "." + error.code();
        String reason = traceId == null ? name : name + "#" + traceId;
        if (CLIENTS_BACK_OFF.contains(name)) {
            // The close alone: after an error message, clients would give up the calls that wait for the connection.
            socket.close(WebSocketConnection.UNEXPECTED_CONDITION, reason);
        } else if (socket.isOpen()) {
            long wait = delays.next(remoteAddress, actor, loop.ticker().nanoTime());
            socket.after(wait, () -> answer(error, reason));
        }
    }

    private void answer(ErrorBody error, String reason) {
        if (encoding != null) { // a raw socket has no messages of ours
            socket.write(ConnectionFrames.failure(encoding, error, null), encoding.text());
        }
        socket.close(WebSocketConnection.UNEXPECTED_CONDITION, reason);
    }
}
