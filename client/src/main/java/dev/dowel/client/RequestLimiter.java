package dev.dowel.client;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of requests through at once; a bounded number of others waits in order. Usable from any thread.
 */
final class RequestLimiter implements HttpTransport {

    private record Waiting(Request request, CompletableFuture<Reply> reply) {}

    private final HttpTransport transport;
    private final int most;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int open;

    /** More than 0 while a thread starts requests: completions meanwhile are left to it instead of nesting. */
    private final AtomicInteger starting = new AtomicInteger();

    RequestLimiter(HttpTransport transport, int most, int mostWaiting) {
        this.transport = transport;
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        var reply = new CompletableFuture<Reply>();
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                return CompletableFuture.failedFuture(ClientErrors.overloaded("HTTP requests are waiting"));
            }
            waiting.add(new Waiting(request, reply));
        } finally {
            lock.unlock();
        }
        start();
        return reply;
    }

    private void start() {
        if (starting.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Waiting next = next(); next != null; next = next()) {
                begin(next);
            }
            seen = starting.addAndGet(-seen);
        } while (seen > 0);
    }

    private @Nullable Waiting next() {
        lock.lock();
        try {
            if (open >= most) {
                return null;
            }
            Waiting next = waiting.poll();
            if (next != null) {
                open++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Waiting next) {
        if (next.reply().isDone()) {
            ended();
            return;
        }
        CompletableFuture<Reply> exchange;
        try {
            exchange = transport.send(next.request());
        } catch (RuntimeException e) {
            exchange = CompletableFuture.failedFuture(e);
        }
        Completions.passCancellation(next.reply(), exchange);
        Completions.whenDone(exchange, (reply, failure) -> {
            ended();
            if (failure != null) {
                next.reply().completeExceptionally(failure);
            } else {
                next.reply().complete(reply);
            }
        });
    }

    private void ended() {
        lock.lock();
        try {
            open--;
        } finally {
            lock.unlock();
        }
        start();
    }
}
