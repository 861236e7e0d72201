package dev.dowel.runtime.connection;

import dev.dowel.Connection;
import dev.dowel.Event;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.turn.TurnScope;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of an actor. Confined to the actor's turn, except {@link #sendFrame} and {@link #closeSocket}, which outputs
 * call.
 *
 * <p>A connection over HTTP has no outlet: it lasts as long as its action, and events sent to it are dropped, as nobody
 * could receive them.
 */
public final class ActorConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(ActorConnection.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int UNEXPECTED_CONDITION = 1011;

    private final Caller caller;
    private final @Nullable Outlet outlet;
    private final TurnScope scope;
    private final Supplier<String> ids;
    private final @Nullable HibernatingSocket socket;
    private @Nullable Set<String> subscriptions;
    private @Nullable String id;
    private @Nullable Object state;

    /**
     * Creates a connection.
     *
     * @param outlet where its messages go, or null for an action over HTTP
     * @param socket what stays open while the actor sleeps, or null if nothing does
     */
    public ActorConnection(
            Caller caller,
            @Nullable Outlet outlet,
            TurnScope scope,
            Supplier<String> ids,
            @Nullable HibernatingSocket socket) {
        this.caller = caller;
        this.outlet = outlet;
        this.scope = scope;
        this.ids = ids;
        this.socket = socket;
    }

    /** Continues a connection of an earlier activation. Its subscriptions are taken up by {@link ConnectionSet#restore}. */
    public ActorConnection(
            Caller caller, Outlet outlet, TurnScope scope, ConnectionSnapshot snapshot, HibernatingSocket socket) {
        this(caller, outlet, scope, snapshot::id, socket);
        this.state = snapshot.state();
    }

    @Override
    public String id() {
        String known = id;
        if (known == null) {
            known = ids.get();
            id = known;
        }
        return known;
    }

    Encoding encoding() {
        return caller.encoding();
    }

    /** Most connections are one action over HTTP and subscribe to nothing. */
    Set<String> subscriptions() {
        Set<String> known = subscriptions;
        return known == null ? Set.of() : known;
    }

    boolean addSubscription(String event) {
        Set<String> known = subscriptions;
        if (known == null) {
            known = new HashSet<>();
            subscriptions = known;
        }
        return known.add(event);
    }

    boolean removeSubscription(String event) {
        return subscriptions != null && subscriptions.remove(event);
    }

    @Override
    public boolean hasParams() {
        return caller.params() != null;
    }

    @Override
    public <T> T params(Class<T> type) {
        return new UntrustedValue(caller.params(), "connection parameters").decode(type);
    }

    @Override
    public <T> T state(Class<T> type) {
        if (state == null) {
            throw new IllegalStateException("The connection has no state. createConnectionState() gives it one.");
        }
        if (state instanceof RawValue raw) {
            state = raw.decode(type);
        }
        return type.cast(state);
    }

    @Override
    public void setState(@Nullable Object newState) {
        Object before = state;
        scope.current().onRollback(() -> state = before);
        state = newState;
    }

    @Override
    public <T extends @Nullable Object> void send(Event<T> event, T payload) {
        send(event.name(), payload);
    }

    @Override
    public void send(String event, @Nullable Object... arguments) {
        if (outlet == null) {
            return;
        }
        EventFrames frames = new EventFrames(event, arguments);
        frames.prepare(encoding());
        scope.current().add(output(() -> frames.sendTo(this)));
    }

    @Override
    public boolean isHibernatable() {
        return socket != null;
    }

    /** Keeps what arrives until the actor is awake again. */
    public void holdMessages() {
        if (socket != null) {
            socket.hold();
        }
    }

    /** Puts the connection aside for the next activation, or closes it if its state cannot be kept. */
    public void hibernate() {
        if (socket == null) {
            throw new IllegalStateException("The connection does not stay open.");
        }
        RawValue kept;
        try {
            kept = state == null || state instanceof RawValue ? (RawValue) state : ConnectionSnapshot.bytesOf(state);
        } catch (UnserializableValueException e) {
            LOG.warn("The state of a connection cannot be kept while its actor sleeps; it is closed", e);
            closeSocket(UNEXPECTED_CONDITION, "actor.restarting");
            return;
        }
        socket.hibernate(new ConnectionSnapshot(id(), kept, subscriptions()));
    }

    @Override
    public void disconnect(String reason) {
        scope.current().add(output(() -> closeSocket(NORMAL_CLOSURE, reason)));
    }

    /** Sends a message at once. Any thread. */
    void sendFrame(byte[] frame) {
        if (outlet != null) {
            outlet.send(frame);
        }
    }

    /** Closes the socket at once. Any thread. */
    public void closeSocket(int code, String reason) {
        if (outlet != null) {
            outlet.close(code, reason);
        }
    }

    static Output output(Runnable release) {
        return new Output() {
            @Override
            public void release() {
                release.run();
            }

            @Override
            public void fail(Failure failure) {
                // Nothing of the turn happened, so there is nothing to tell a bystander.
            }
        };
    }
}
