package dev.dowel.runtime.connection;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.Values;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as bytes, once for every encoding its receivers use. Confined to the actor's turn while it is filled, immutable
 * afterwards.
 */
final class EventFrames {

    private final String event;
    private final @Nullable Object[] arguments;
    private final Map<Encoding, byte[]> frames = new EnumMap<>(Encoding.class);
    private final Map<Dialect, byte[]> payloads = new EnumMap<>(Dialect.class);

    EventFrames(String event, @Nullable Object... arguments) {
        this.event = event;
        this.arguments = arguments;
    }

    /** Writes the event for receivers of an encoding, if that did not happen yet. */
    void prepare(Encoding encoding) {
        if (!frames.containsKey(encoding)) {
            Dialect dialect = ConnectionFrames.payloadDialect(encoding);
            byte[] payload = payloads.computeIfAbsent(dialect, d -> Values.encodeArguments(d, arguments));
            frames.put(encoding, ConnectionFrames.event(encoding, event, payload));
        }
    }

    /** Sends the event to all of them. Needs no memory: the event has happened, and may not be missing (G5). */
    void sendTo(List<ActorConnection> connections) {
        for (int i = 0; i < connections.size(); i++) {
            sendTo(connections.get(i));
        }
    }

    /** Sends the event, or closes the connection if it is too large to send (protocol 4.3). */
    void sendTo(ActorConnection connection) {
        byte[] frame = frames.get(connection.encoding());
        if (frame == null) {
            throw new IllegalStateException("The event was not prepared for " + connection.encoding());
        }
        if (frame.length > Limits.OUTGOING_MESSAGE_BYTES) {
            connection.closeSocket(1011, "message.outgoing_too_long");
        } else {
            connection.sendFrame(frame);
        }
    }
}
