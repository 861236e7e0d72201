package dev.dowel.testkit;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.Event;
import dev.dowel.QueueReply;
import dev.dowel.TypeToken;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an actor, without a socket: calls run in the order they are made, and events arrive in the order the actor
 * sent them. Test's thread only. Calls behave as those of {@link TestActor}.
 *
 * <p>It stays open while the actor sleeps, as every connection does. When the process crashes or stops, when the actor ends it
 * or crashes, it is closed and does not come back by itself, as a client's would: connect again.
 *
 * {@snippet :
 * try (var alice = room.connect(new Login("alice-token"))) {
 *     var messages = alice.captureEvents(ChatRoom.MESSAGE);
 *     alice.call(ChatRoom::post, "hello");
 *     assertThat(messages.last().text()).isEqualTo("hello");
 * }
 * }
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public final class TestConnection<A> extends ActorHandle<A> implements AutoCloseable {

    private final Engine engine;
    private final TestActor<A> actor;
    private final ConnectionWire wire;

    private TestConnection(Engine engine, TestActor<A> actor, ConnectionWire wire) {
        this.engine = engine;
        this.actor = actor;
        this.wire = wire;
    }

    static <A> TestConnection<A> open(Engine engine, TestActor<A> actor) {
        String what = "connection to " + actor;
        engine.meddler().beforeAsking(actor, what);
        ConnectionWire wire = engine.begin(life -> ConnectionWire.open(life, actor));
        engine.await(wire::isDecided, what);
        ActorError refusal = wire.refusal();
        if (refusal != null) {
            throw CallErrors.here(refusal);
        }
        if (wire.connectionId() == null) {
            throw CallErrors.notConnected("The connection ended (" + wire.end() + ")");
        }
        return new TestConnection<>(engine, actor, wire);
    }

    /** Keeps the payloads of the events of one kind, from now on. */
    public <T extends @Nullable Object> CapturedEvents<T> captureEvents(Event<T> event) {
        Type[] types = {event.type()};
        boolean[] nullable = {true};
        return capture(event.name(), new CapturedEvents<>(event.name(), raw -> payload(raw, types, nullable)));
    }

    /** Keeps the arguments of the events of one name, from now on. */
    public CapturedEvents<List<@Nullable Object>> captureEvents(String event) {
        Type type = new TypeToken<List<@Nullable Object>>() {}.type();
        return capture(event, new CapturedEvents<>(event, raw -> raw.decode(type)));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the event's type says whether its payload can be null
    private static <T extends @Nullable Object> T payload(RawValue raw, Type[] types, boolean[] nullable) {
        return (T) Values.decodeArguments(raw, types, nullable)[0];
    }

    private <T extends @Nullable Object> CapturedEvents<T> capture(String event, CapturedEvents<T> events) {
        checkOpen();
        engine.<@Nullable Void>begin(life -> {
            wire.listen(event, events::add);
            return null;
        });
        engine.settle();
        String end = wire.end();
        if (end != null) {
            throw new ActorError(
                    "auth", "forbidden", "The actor does not let this connection hear \"" + event + "\": " + end, null);
        }
        return events;
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return wire.end() == null;
    }

    /** How it ended, for people; empty while it is open. */
    public Optional<String> end() {
        return Optional.ofNullable(wire.end());
    }

    /** The id under which the actor knows it. */
    public String connectionId() {
        return String.valueOf(wire.connectionId());
    }

    /** Closes it, and waits until the actor has taken note. Closing twice does nothing. */
    @Override
    public void close() {
        if (isOpen()) {
            engine.<@Nullable Void>begin(life -> {
                wire.close();
                return null;
            });
            engine.settle();
        }
    }

    private void checkOpen() {
        String end = wire.end();
        if (end != null) {
            throw CallErrors.closed(end);
        }
    }

    @Override
    protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        return engine.join(this.<R>begin(action, returnType, arguments), actor + "." + action);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments) {
        return begin(action, returnType, arguments);
    }

    @Override
    protected void invokeAndForget(String action, @Nullable Object[] arguments) {
        var _ = this.<@Nullable Object>begin(action, void.class, arguments);
        engine.settle();
    }

    private <R extends @Nullable Object> TestFuture<R> begin(
            String action, Type returnType, @Nullable Object[] arguments) {
        String what = actor + "." + action + TestActor.listed(arguments) + " over a connection";
        RawValue encoded = TestActor.encoded(arguments);
        engine.meddler().beforeAsking(actor, what);
        checkOpen();
        TestFuture<R> future = new TestFuture<>(engine, what);
        engine.meddler().follow(what, future);
        engine.<@Nullable Void>begin(life -> {
            wire.action(action, encoded, returnType, future);
            return null;
        });
        return future;
    }

    /** Messages for queues do not go over the connection, but beside it, as those of a client do. */
    @Override
    protected <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending) {
        checkOpen();
        return actor.enqueue(sending);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending) {
        checkOpen();
        return actor.enqueueAsync(sending);
    }

    @Override
    public String toString() {
        return "TestConnection[" + actor + (isOpen() ? "]" : ", " + wire.end() + "]");
    }
}
