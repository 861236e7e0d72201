package dev.dowel.client;

import dev.dowel.ActorError;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all handles and sockets of one client share, and what of theirs is still open. Usable from any thread.
 */
final class ClientContext {

    private final Gateway gateway;
    private final ClientSettings settings;
    private final HttpTransport http;
    private final RequestLimiter limiter = new RequestLimiter(
            ClientLimits.HTTP_REQUESTS, ClientLimits.WAITING_HTTP_REQUESTS, "HTTP requests are waiting");
    private final SocketTransport sockets;
    private final Timers timers;
    private final Executor threads;
    private final Executor listeners;
    private final RetryPolicy retries;
    private final Backoff reconnects;

    private final Set<CompletableFuture<?>> requests = ConcurrentHashMap.newKeySet();
    private final Map<Object, Supplier<CompletableFuture<?>>> open = new ConcurrentHashMap<>();
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
        this.http = http;
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

    /** Sends a request of the protocol with its repetitions, within the time limit of calls. */
    <T> CompletableFuture<T> request(
            HttpTransport.Request request, Function<HttpTransport.Reply, T> reader, Repeats repeats) {
        return retried(() -> limiter.send(() -> http.send(request)), reader, repeats, settings.callTimeout());
    }

    /**
     * Sends a request of the protocol that has connection parameters, with its repetitions.
     *
     * @param prepare makes the request with the parameters of one attempt
     */
    <T> CompletableFuture<T> request(
            ConnectionParams params,
            Function<Optional<String>, HttpTransport.Request> prepare,
            Function<HttpTransport.Reply, T> reader,
            Repeats repeats,
            Duration timeout) {
        return retried(
                () -> Completions.then(
                        params.text(threads), text -> limiter.send(() -> http.send(prepare.apply(text)))),
                reader,
                repeats,
                timeout);
    }

    /** Sends a request of the actor's own, with its repetitions. */
    <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> exchange(
            ConnectionParams params,
            Function<Optional<String>, HttpRequest> prepare,
            HttpResponse.BodyHandler<T> body,
            Repeats repeats,
            Duration timeout) {
        return retried(
                () -> Completions.then(
                        params.text(threads), text -> limiter.send(() -> http.exchange(prepare.apply(text), body))),
                Function.identity(),
                repeats,
                timeout);
    }

    /** See {@link RetriedRequest}. */
    @SuppressWarnings("UndefinedEquals") // futures are told apart by identity
    private <R, T> CompletableFuture<T> retried(
            Supplier<CompletableFuture<R>> attempts, Function<R, T> reader, Repeats repeats, Duration timeout) {
        checkOpen();
        CompletableFuture<T> outcome =
                new RetriedRequest<>(attempts, reader, retries, repeats, timers, threads).start(timeout);
        requests.add(outcome);
        Completions.whenDone(outcome, (value, failure) -> requests.remove(outcome));
        if (closed) {
            outcome.completeExceptionally(ClientErrors.closed("client"));
        }
        return outcome;
    }

    /**
     * Keeps what has a socket, to close it with the client.
     *
     * @param close begins that
     */
    void opened(Object owner, Supplier<CompletableFuture<?>> close) {
        open.put(owner, close);
        if (closed) {
            Waiting.forClose(close.get());
        }
    }

    void ended(Object owner) {
        open.remove(owner);
    }

    void checkOpen() {
        if (closed) {
            throw ClientErrors.closed("client");
        }
    }

    /** Fails what is open and begins to close the sockets; the future completes when they are. */
    CompletableFuture<?> close() {
        closed = true;
        ActorError error = ClientErrors.closed("client");
        requests.forEach(request -> request.completeExceptionally(error));
        CompletableFuture<?>[] closing =
                open.values().stream().map(Supplier::get).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(closing);
    }
}
