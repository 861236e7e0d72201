package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What goes over a connection: calls and their answers, subscriptions and their events, across all the sockets the
 * connection has one after another.
 *
 * <p>Confined to the connection's loop.
 */
final class ConnectionTraffic {

    private final ClientSettings settings;
    private final Encoding encoding;
    private final Timers timers;
    private final ConnectionLoop loop;
    private final ConnectionSignals signals;

    private final PendingCalls calls = new PendingCalls();
    private final EventListeners listeners = new EventListeners();
    private SocketTransport.@Nullable Socket open;
    private @Nullable ActorError end;
    private boolean expiryArmed;
    private long nextId;

    ConnectionTraffic(ClientSettings settings, Timers timers, ConnectionLoop loop, ConnectionSignals signals) {
        this.settings = settings;
        this.encoding = settings.encoding();
        this.timers = timers;
        this.loop = loop;
        this.signals = signals;
    }

    /** Sends a call, or keeps it until the connection is open. */
    void call(String action, byte[] arguments, @Nullable CompletableFuture<RawValue> answer) {
        // Numbers count up and are not reused when the connection reconnects (protocol 4.2).
        long id = nextId++;
        byte[] frame = ConnectionFrames.actionRequest(encoding, id, action, arguments);
        var call = new PendingCall(
                frame, timers.nanoTime() + settings.callTimeout().toNanos(), answer);
        ActorError refusal = refusal(frame.length);
        if (refusal != null) {
            call.fail(refusal);
            return;
        }
        if (open == null) {
            calls.queue(id, call);
        } else {
            send(open, id, call);
        }
        armExpiry();
    }

    private @Nullable ActorError refusal(int bytes) {
        if (end != null) {
            return end;
        }
        if (bytes > settings.maxRequestBytes()) {
            return ClientErrors.requestTooLarge(settings.maxRequestBytes());
        }
        if (calls.size() >= ClientLimits.CONNECTION_CALLS) {
            return ClientErrors.overloaded("calls of this connection have no answer yet");
        }
        long unsent = calls.queuedBytes() + (open == null ? 0 : open.queuedBytes());
        if (unsent + bytes > ClientLimits.CONNECTION_OUTBOUND_BYTES) {
            return ClientErrors.overloaded("bytes of this connection are not sent yet");
        }
        return null;
    }

    private void send(SocketTransport.Socket socket, long id, PendingCall call) {
        calls.expect(id, call);
        socket.send(call.frame(), encoding.text());
    }

    /** Adds a listener and subscribes to its event, if it is the first one. */
    void add(EventListener<?> listener) {
        if (end != null) {
            return;
        }
        if (listeners.events().size() >= Limits.CONNECTION_SUBSCRIPTIONS
                && listeners.of(listener.event()).isEmpty()) {
            signals.error(ClientErrors.tooManySubscriptions(Limits.CONNECTION_SUBSCRIPTIONS));
            return;
        }
        if (listeners.add(listener)) {
            subscribe(listener.event(), true);
        }
    }

    /** Removes a listener and ends the subscription, if it was the last one. */
    void remove(EventListener<?> listener) {
        if (listeners.remove(listener)) {
            subscribe(listener.event(), false);
        }
    }

    private void subscribe(String event, boolean subscribe) {
        if (open != null) {
            open.send(ConnectionFrames.subscription(encoding, event, subscribe), encoding.text());
        }
    }

    /** The connection is open: subscribes to every event that is listened to, then sends what was queued. */
    void opened(SocketTransport.Socket socket) {
        open = socket;
        listeners.events().forEach(event -> subscribe(event, true));
        calls.sendQueued((id, call) -> send(socket, id, call));
    }

    /** The socket is lost: what was sent over it will not be answered. */
    void lost(ActorError error) {
        open = null;
        calls.failSent(error);
    }

    /** The connection is over. */
    void ended(ActorError error) {
        open = null;
        end = error;
        calls.failAll(error);
    }

    void answered(ServerMessage.ActionResponse response) {
        PendingCall call = calls.answered(response.id());
        if (call != null) {
            call.succeed(response.output());
        }
    }

    void failed(long id, ActorError error) {
        PendingCall call = calls.answered(id);
        if (call != null) {
            call.fail(error);
        }
    }

    /** Tells an event to its listeners; false if they are too far behind. */
    boolean event(ServerMessage.Event event) {
        List<EventListener<?>> hearing = listeners.of(event.name());
        if (hearing.isEmpty()) {
            return true;
        }
        hearing.stream().filter(EventListener::once).forEach(this::remove);
        return signals.event(hearing, event.args());
    }

    private void armExpiry() {
        OptionalLong deadline = expiryArmed ? OptionalLong.empty() : calls.nextDeadline();
        if (deadline.isPresent()) {
            expiryArmed = true;
            long wait = Math.max(deadline.getAsLong() - timers.nanoTime(), 0);
            timers.after(Duration.ofNanos(wait), () -> loop.execute(this::expire));
        }
    }

    private void expire() {
        expiryArmed = false;
        calls.expire(
                timers.nanoTime(),
                ClientErrors.timedOut(settings.callTimeout(), false),
                ClientErrors.timedOut(settings.callTimeout(), true));
        armExpiry();
    }
}
