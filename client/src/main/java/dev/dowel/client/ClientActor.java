package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle of an actor on a server. Each call is an HTTP request of its own; {@link #connect()} opens a connection that
 * also hears events.
 *
 * <p>Usable from any thread. {@code call} and {@code resolve} block. A call is repeated, within its time limit, when the
 * server reports that the actor was between two states and the action did not run; never when the network fails, because
 * the action may have run. Messages for queues go one after another, in the order they are sent, each when the one before is
 * answered: to wait for several at once, use several handles or a connection. One with an idempotency key is also repeated
 * when the network fails. What fails is an {@link ActorError}: of group {@code user} what the actor threw, of group
 * {@code client} what happened on this side, otherwise what the server reports.
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public final class ClientActor<A> extends ActorHandle<A> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientActor.class);

    private final ClientContext context;
    private final ActorTarget target;
    private final @Nullable String params;
    private final TypedCalls calls;
    private final TypedSends sends;
    private volatile @Nullable String resolved;

    ClientActor(ClientContext context, ActorTarget target, @Nullable String params) {
        this.context = context;
        this.target = target;
        this.params = params;
        Dialect dialect = ConnectionFrames.requestDialect(context.settings().encoding());
        this.calls = new TypedCalls(new HttpRoute(), dialect, context.threads());
        this.sends = new TypedSends(
                new SendLine(new HttpSends(context, target, params), context.timers()), dialect, context.threads());
    }

    /** The same actor, called and connected to with these parameters instead of the client's; null for none. */
    public ClientActor<A> withParams(@Nullable Object value) {
        return new ClientActor<>(context, target, ConnectionParams.encode(value));
    }

    /**
     * Opens a connection. Returns at once: calls wait until it is open, and {@link ActorConnection#ready} tells.
     *
     * @throws ActorError {@code client.closed} if the client is closed
     */
    public ActorConnection<A> connect() {
        return ActorConnection.open(context, target, params);
    }

    /**
     * Opens a connection with parameters of its own. Returns at once: calls wait until it is open, and {@link
     * ActorConnection#ready} tells.
     *
     * @param value the connection parameters, which the actor's connect hooks see; null for none
     * @throws ActorError {@code client.closed} if the client is closed
     */
    public ActorConnection<A> connect(@Nullable Object value) {
        return withParams(value).connect();
    }

    /**
     * The actor's id; creates the actor if this handle is for that. Blocks the first time, later answers are the same, also
     * when the actor has been destroyed meanwhile.
     *
     * @throws ActorError {@code actor.not_found} if there is no such actor
     */
    public String resolve() {
        String known = resolved;
        if (known == null) {
            Waiting.checkInterrupt();
            known = Waiting.forResult(new ActorLookup(context).resolve(target));
            resolved = known;
        }
        return known;
    }

    /**
     * The URL under which the server reaches this actor; paths are appended before its query. Contains the client's token,
     * if it has one.
     */
    public URI gatewayUrl() {
        return context.gateway().actor(target, "");
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

    /** Without parameters and secrets. */
    @Override
    public String toString() {
        return "ClientActor[" + target + "]";
    }

    private final class HttpRoute implements TypedCalls.Route {

        private final HttpActions actions = new HttpActions(context);

        @Override
        public CompletableFuture<RawValue> call(String action, byte[] arguments) {
            return actions.call(target, params, action, arguments);
        }

        @Override
        public void send(String action, byte[] arguments) {
            Completions.whenDone(actions.call(target, params, action, arguments), (output, failure) -> {
                if (failure != null) {
                    LOG.debug("A call that nobody waits for failed: {}", failure.toString());
                }
            });
        }
    }
}
