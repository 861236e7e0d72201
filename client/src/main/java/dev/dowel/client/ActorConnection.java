package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.Event;
import dev.dowel.QueueReply;
import dev.dowel.TypeToken;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lasting connection to an actor: calls run in the order they are made, events arrive in the order the actor sent them.
 *
 * <p>Usable from any thread. Listeners are called one at a time, in the order things happened, never on a thread of the
 * network; one that blocks delays the other listeners of this connection only. If they fall behind by more than {@link
 * ClientLimits#LISTENER_QUEUE_EVENTS} events or {@link ClientLimits#LISTENER_QUEUE_BYTES} bytes, the connection ends with
 * {@code client.slow_listener}.
 *
 * <p>A connection that is lost comes back by itself, for as long as it takes, and then listens to the same events again;
 * what the actor broadcast in between is missed. Calls made meanwhile wait, within their time limit; calls that were sent
 * and not answered fail with {@code client.connection_lost}, since they may have run. It ends by {@link #close()}, and when
 * the actor refuses it: then calls, {@link #ready()} and {@link #onError} get the actor's error.
 *
 * <p>Messages for queues do not go over the connection but as HTTP requests of their own, with the same parameters, as many at
 * once as are sent; they do not wait for the connection to be open.
 *
 * {@snippet :
 * try (var connection = room.connect(new Login(token))) {
 *     connection.on(ChatRoom.MESSAGE, message -> System.out.println(message.text()));
 *     connection.call(ChatRoom::post, "hello");
 * }
 * }
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public final class ActorConnection<A> extends ActorHandle<A> implements AutoCloseable {

    private final ConnectionMachine machine;
    private final ConnectionSignals signals;
    private final TypedCalls calls;
    private final TypedSends sends;

    private ActorConnection(ClientContext context, Approach approach) {
        var http = new HttpSends(context, approach);
        var policy = new ReconnectPolicy(approach.recreates());
        this.signals = new ConnectionSignals(new ListenerQueue(
                context.listeners(), ClientLimits.LISTENER_QUEUE_EVENTS, ClientLimits.LISTENER_QUEUE_BYTES));
        this.machine = new ConnectionMachine(
                context, () -> request(context, approach), policy, signals, () -> context.ended(this));
        Dialect dialect = ConnectionFrames.requestDialect(context.settings().encoding());
        this.calls = new TypedCalls(new SocketRoute(), dialect, context.threads());
        this.sends = new TypedSends(
                (sending, body) -> {
                    checkOpen();
                    return http.send(sending, body);
                },
                dialect,
                context.threads());
    }

    static <A> ActorConnection<A> open(ClientContext context, Approach approach) {
        context.checkOpen();
        var connection = new ActorConnection<A>(context, approach);
        context.opened(connection, connection::beginClose);
        connection.machine.start();
        return connection;
    }

    /** What one attempt opens (protocol 4.1). */
    private static CompletableFuture<SocketTransport.Request> request(ClientContext context, Approach approach) {
        ClientSettings settings = context.settings();
        return approach.params()
                .text(context.threads())
                .thenApply(params -> new SocketTransport.Request(
                        context.gateway().webSocket(approach, "/connect"),
                        approach.subprotocols(
                                settings.encoding().wireName(),
                                context.gateway().token(),
                                params),
                        settings.maxResponseBytes()));
    }

    /**
     * Calls a listener with each event of that kind. An event that is not of the listener's type goes to {@link #onError}
     * as {@code client.invalid_event}.
     *
     * @throws ActorError if the connection is over
     */
    public <T extends @Nullable Object> Subscription on(Event<T> event, Consumer<? super T> listener) {
        return listen(event.name(), false, payload(event), listener::accept);
    }

    /**
     * Calls a listener with the arguments of each event of that name.
     *
     * @throws ActorError if the connection is over
     */
    public Subscription on(String event, Consumer<? super List<@Nullable Object>> listener) {
        return listen(event, false, arguments(event), listener::accept);
    }

    /**
     * Calls a listener with the next event of that kind, once.
     *
     * @throws ActorError if the connection is over
     */
    public <T extends @Nullable Object> Subscription once(Event<T> event, Consumer<? super T> listener) {
        return listen(event.name(), true, payload(event), listener::accept);
    }

    /**
     * Calls a listener with the arguments of the next event of that name, once.
     *
     * @throws ActorError if the connection is over
     */
    public Subscription once(String event, Consumer<? super List<@Nullable Object>> listener) {
        return listen(event, true, arguments(event), listener::accept);
    }

    private <T extends @Nullable Object> Subscription listen(
            String event, boolean once, Function<RawValue, T> decoder, Consumer<T> listener) {
        checkOpen();
        var registration = new EventListener<T>(event, once, decoder, listener, machine::remove);
        machine.add(registration);
        return registration;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the event's type says whether its payload can be null
    private static <T extends @Nullable Object> Function<RawValue, T> payload(Event<T> event) {
        Type[] types = {event.type()};
        boolean[] nullable = {true};
        return raw -> {
            try {
                return (T) Values.decodeArguments(raw, types, nullable)[0];
            } catch (WireException e) {
                throw ClientErrors.invalidEvent(event.name(), e);
            }
        };
    }

    private static Function<RawValue, List<@Nullable Object>> arguments(String event) {
        Type type = new TypeToken<List<@Nullable Object>>() {}.type();
        return raw -> {
            try {
                return raw.decode(type);
            } catch (WireException e) {
                throw ClientErrors.invalidEvent(event, e);
            }
        };
    }

    /** Calls a listener with each new status from now on. */
    public Subscription onStatusChange(Consumer<ConnectionStatus> listener) {
        return signals.onStatus(listener);
    }

    /** Calls a listener each time the actor has accepted the connection, from now on: also after each reconnect. */
    public Subscription onOpen(Runnable listener) {
        return signals.onOpen(listener);
    }

    /** Calls a listener each time the connection was open and no longer is, whoever ended it. */
    public Subscription onClose(Runnable listener) {
        return signals.onClose(listener);
    }

    /**
     * Calls a listener with what goes wrong outside of calls: failed attempts to connect, errors the server reports for the
     * connection, events that cannot be decoded, and why the connection ended if it was not closed by {@link #close()}.
     */
    public Subscription onError(Consumer<ActorError> listener) {
        return signals.onError(listener);
    }

    /** The status now. */
    public ConnectionStatus status() {
        return machine.state().status();
    }

    /**
     * Completes when the actor has accepted the connection for the first time; fails with an {@link ActorError} if it ends
     * before.
     */
    public CompletableFuture<@Nullable Void> ready() {
        return machine.state().ready().copy();
    }

    /** The id the server gave this connection, another one after each reconnect; empty before it was first open. */
    public Optional<String> connectionId() {
        return Optional.ofNullable(machine.state().identity()).map(ConnectionState.Identity::connectionId);
    }

    /** The id of the actor; empty before the connection was first open. */
    public Optional<String> actorId() {
        return Optional.ofNullable(machine.state().identity()).map(ConnectionState.Identity::actorId);
    }

    /**
     * Ends the connection: queued calls and calls without answer fail with {@code client.closed}, events are not delivered
     * any more. Blocks until the server has taken note, at most {@link ClientLimits#CLOSE_WAIT}. Closing twice does nothing;
     * everything else fails with {@code client.closed} from then on.
     */
    @Override
    public void close() {
        if (!Waiting.forClose(machine.close())) {
            machine.abandon();
        }
    }

    /** Begins to close; the future completes when the connection is over. */
    CompletableFuture<?> beginClose() {
        return machine.close();
    }

    private void checkOpen() {
        ActorError end = machine.state().end();
        if (end != null) {
            throw ClientErrors.here(end);
        }
    }

    @Override
    protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        return calls.invoke(action, returnType, arguments);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments) {
        return calls.invokeAsync(action, returnType, arguments);
    }

    @Override
    protected void invokeAndForget(String action, @Nullable Object[] arguments) {
        calls.invokeAndForget(action, arguments);
    }

    @Override
    protected <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending) {
        return sends.enqueue(sending);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending) {
        return sends.enqueueAsync(sending);
    }

    @Override
    public String toString() {
        return "ActorConnection[" + status() + ", actor " + actorId().orElse("unknown") + "]";
    }

    private final class SocketRoute implements TypedCalls.Route {

        @Override
        public CompletableFuture<RawValue> call(String action, byte[] arguments) {
            var answer = new CompletableFuture<RawValue>();
            if (!machine.call(action, arguments, answer)) {
                answer.completeExceptionally(ClientErrors.overloaded("calls of this connection wait"));
            }
            return answer;
        }

        @Override
        public void send(String action, byte[] arguments) {
            checkOpen();
            if (!machine.call(action, arguments, null)) {
                throw ClientErrors.overloaded("calls of this connection wait");
            }
        }
    }
}
