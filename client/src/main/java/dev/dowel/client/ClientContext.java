package dev.dowel.client;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What all handles and connections of one client share, and what of theirs is still open. Usable from any thread.
 */
final class ClientContext {

    private final Gateway gateway;
    private final ClientSettings settings;
    private final HttpTransport http;
    private final SocketTransport sockets;
    private final Timers timers;
    private final Executor threads;
    private final Executor listeners;
    private final RetryPolicy retries;
    private final Backoff reconnects;

    private final Set<CompletableFuture<?>> requests = ConcurrentHashMap.newKeySet();
    private final Set<ActorConnection<?>> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Creates a context.
     *
     * @param threads the client's own, which may block: names are looked up and futures given to users complete there
     * @param listeners where listeners are called
     * @param random numbers from 0 (inclusive) to 1 (exclusive), for back-off
     */
    ClientContext(
            Gateway gateway,
            ClientSettings settings,
            HttpTransport http,
            SocketTransport sockets,
            Timers timers,
            Executor threads,
            Executor listeners,
            DoubleSupplier random) {
        this.gateway = gateway;
        this.settings = settings;
        this.http = new RequestLimiter<>(
                        http::send,
                        ClientLimits.HTTP_REQUESTS,
                        ClientLimits.WAITING_HTTP_REQUESTS,
                        "HTTP requests are waiting")::send;
        this.sockets = sockets;
        this.timers = timers;
        this.threads = threads;
        this.listeners = listeners;
        this.retries = new RetryPolicy(
                ClientLimits.CALL_ATTEMPTS, new Backoff(ClientLimits.RETRY_FIRST, ClientLimits.RETRY_LONGEST, random));
        this.reconnects = new Backoff(ClientLimits.RECONNECT_FIRST, ClientLimits.RECONNECT_LONGEST, random);
    }

    Gateway gateway() {
        return gateway;
    }

    ClientSettings settings() {
        return settings;
    }

    SocketTransport sockets() {
        return sockets;
    }

    Timers timers() {
        return timers;
    }

    Executor threads() {
        return threads;
    }

    Executor listeners() {
        return listeners;
    }

    Backoff reconnects() {
        return reconnects;
    }

    /** Sends an HTTP request with its repetitions, within the time limit of calls. */
    <T> CompletableFuture<T> request(
            HttpTransport.Request request, Function<HttpTransport.Reply, T> reader, Repeats repeats) {
        return request(request, reader, repeats, settings.callTimeout());
    }

    /** Sends an HTTP request with its repetitions, see {@link RetriedRequest}. */
    @SuppressWarnings("UndefinedEquals") // futures are told apart by identity
    <T> CompletableFuture<T> request(
            HttpTransport.Request request, Function<HttpTransport.Reply, T> reader, Repeats repeats, Duration timeout) {
        checkOpen();
        CompletableFuture<T> outcome =
                new RetriedRequest<>(http, request, reader, retries, repeats, timers, threads).start(timeout);
        requests.add(outcome);
        Completions.whenDone(outcome, (value, failure) -> requests.remove(outcome));
        if (closed) {
            outcome.completeExceptionally(ClientErrors.closed("client"));
        }
        return outcome;
    }

    /** Keeps a connection, to close it with the client. */
    void opened(ActorConnection<?> connection) {
        connections.add(connection);
        if (closed) {
            connection.close();
        }
    }

    void ended(ActorConnection<?> connection) {
        connections.remove(connection);
    }

    void checkOpen() {
        if (closed) {
            throw ClientErrors.closed("client");
        }
    }

    /** Fails what is open and begins to close the connections; the future completes when they are. */
    CompletableFuture<?> close() {
        closed = true;
        ActorError error = ClientErrors.closed("client");
        requests.forEach(request -> request.completeExceptionally(error));
        CompletableFuture<?>[] closing =
                connections.stream().map(ActorConnection::beginClose).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(closing);
    }
}
