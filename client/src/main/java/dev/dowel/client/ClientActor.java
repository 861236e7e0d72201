package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
 * <p>{@link #fetch} and {@link #webSocket} reach what an actor answers by itself, with the types of the JDK's HTTP client.
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public final class ClientActor<A> extends ActorHandle<A> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientActor.class);

    private final ClientContext context;
    private final Approach approach;
    private final TypedCalls calls;
    private final TypedSends sends;
    private final HttpFetches fetches;
    private volatile @Nullable String resolved;

    ClientActor(ClientContext context, Approach approach) {
        this.context = context;
        this.approach = approach;
        Dialect dialect = ConnectionFrames.requestDialect(context.settings().encoding());
        this.calls = new TypedCalls(new HttpRoute(), dialect, context.threads());
        this.sends = new TypedSends(
                new SendLine(new HttpSends(context, approach), context.timers()), dialect, context.threads());
        this.fetches = new HttpFetches(context, approach);
    }

    /** The same actor, called and connected to with these parameters instead of the client's; null for none. */
    public ClientActor<A> withParams(@Nullable Object value) {
        return new ClientActor<>(context, approach.with(ConnectionParams.of(value)));
    }

    /**
     * The same actor, called and connected to with parameters that are asked for each time: before each call, each message for
     * a queue, and each attempt to connect. For tokens that expire.
     *
     * @param source asked on a thread of the client's, where it may block; null for none. If it throws, the call fails with
     *     {@code client.get_params_failed}, and a connection tells that to {@link ActorConnection#onError} and tries again
     */
    public ClientActor<A> withParamsFrom(Supplier<? extends @Nullable Object> source) {
        return new ClientActor<>(context, approach.with(new ConnectionParams.Supplied(source)));
    }

    /**
     * The same actor, reached even if it is not ready, or waited for as usual. Without the wait, what comes while the actor
     * starts or stops is answered at once, with errors such as {@code actor.starting}, and repeated by the client only.
     */
    public ClientActor<A> withSkipReadyWait(boolean skip) {
        return new ClientActor<>(context, approach.withSkipReadyWait(skip));
    }

    /**
     * Opens a connection. Returns at once: calls wait until it is open, and {@link ActorConnection#ready} tells.
     *
     * @throws ActorError {@code client.closed} if the client is closed
     */
    public ActorConnection<A> connect() {
        return ActorConnection.open(context, approach);
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
            known = Waiting.forResult(new ActorLookup(context).resolve(approach.target()));
            resolved = known;
        }
        return known;
    }

    /**
     * The URL under which the server reaches this actor; paths are appended before its query. Contains the client's token,
     * if it has one.
     */
    public URI gatewayUrl() {
        return context.gateway().actor(approach.target(), "");
    }

    /**
     * Sends a GET request to the actor's {@code onRequest} and waits for the answer.
     *
     * @param path below the actor, with a query if there is one, such as {@code history?limit=10}; what URLs cannot have is
     *     percent-encoded
     * @param body what to make of the answer's body, such as {@code BodyHandlers.ofString()}
     * @throws ActorError see {@link #fetch(HttpRequest, HttpResponse.BodyHandler)}
     */
    public <T extends @Nullable Object> HttpResponse<T> fetch(String path, HttpResponse.BodyHandler<T> body) {
        Waiting.checkInterrupt();
        return Waiting.forResult(fetches.get(path, body));
    }

    /**
     * Sends a request to the actor's {@code onRequest} and waits for the answer, whatever its status. Bodies may be streams, in
     * both directions: a handler such as {@code BodyHandlers.ofInputStream()} returns when the head of the answer has arrived.
     *
     * <p>The time limit is the request's own, otherwise that of calls. Like a call, a request is repeated when the server says
     * that the actor was between two states and nothing ran, unless its body is a stream.
     *
     * {@snippet :
     * HttpRequest upload = HttpRequest.newBuilder(URI.create("http://actor/files/a.txt"))
     *         .PUT(HttpRequest.BodyPublishers.ofFile(file))
     *         .build();
     * int status = folder.fetch(upload, HttpResponse.BodyHandlers.discarding()).statusCode();
     * }
     *
     * @param request with any host: path and query count, and the actor sees the whole as the request's URL
     * @param body what to make of the answer's body
     * @throws ActorError of group {@code client} if there was no answer, or the passing state in which the actor stayed
     */
    public <T extends @Nullable Object> HttpResponse<T> fetch(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        Waiting.checkInterrupt();
        return Waiting.forResult(fetches.send(request, body));
    }

    /** Sends a request to the actor's {@code onRequest}; see {@link #fetch(HttpRequest, HttpResponse.BodyHandler)}. */
    public <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> fetchAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return fetches.sendAsync(request, body);
    }

    /**
     * Opens a WebSocket to the actor's {@code onWebSocket}. Returns at once; the listener is told the rest.
     *
     * @param path below the actor, with a query if there is one, such as {@code game?level=2}; may be empty
     * @throws ActorError {@code client.closed} if the client is closed
     */
    public RawWebSocket webSocket(String path, RawWebSocketListener listener) {
        return RawWebSocket.open(context, approach, path, listener);
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
        return "ClientActor[" + approach.target() + "]";
    }

    private final class HttpRoute implements TypedCalls.Route {

        private final HttpActions actions = new HttpActions(context);

        @Override
        public CompletableFuture<RawValue> call(String action, byte[] arguments) {
            return actions.call(approach, action, arguments);
        }

        @Override
        public void send(String action, byte[] arguments) {
            Completions.whenDone(actions.call(approach, action, arguments), (output, failure) -> {
                if (failure != null) {
                    LOG.debug("A call that nobody waits for failed: {}", failure.toString());
                }
            });
        }
    }
}
