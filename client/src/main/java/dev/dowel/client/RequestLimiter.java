package dev.dowel.client;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of requests through at once; a bounded number of others waits in order. Usable from any thread.
 */
final class RequestLimiter {

    private record Waiting<R>(Supplier<CompletableFuture<R>> request, CompletableFuture<R> reply) {}

    private final int most;
    private final int mostWaiting;
    private final String what;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting<?>> waiting = new ArrayDeque<>();
    private int open;

    /** More than 0 while a thread starts requests: completions meanwhile are left to it instead of nesting. */
    private final AtomicInteger starting = new AtomicInteger();

    /**
     * Creates a limiter.
     *
     * @param what is refused if too many wait, as in "too many …"
     */
    RequestLimiter(int most, int mostWaiting, String what) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.what = what;
    }

    /**
     * Sends a request when it is its turn. Cancelling the future abandons it.
     *
     * @param request begins it; the future it returns may be cancelled
     */
    <R> CompletableFuture<R> send(Supplier<CompletableFuture<R>> request) {
        var reply = new CompletableFuture<R>();
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                return CompletableFuture.failedFuture(ClientErrors.overloaded(what));
            }
            waiting.add(new Waiting<>(request, reply));
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
            for (Waiting<?> next = next(); next != null; next = next()) {
                begin(next);
            }
            seen = starting.addAndGet(-seen);
        } while (seen > 0);
    }

    private @Nullable Waiting<?> next() {
        lock.lock();
        try {
            if (open >= most) {
                return null;
            }
            Waiting<?> next = waiting.poll();
            if (next != null) {
                open++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private <R> void begin(Waiting<R> next) {
        if (next.reply().isDone()) {
            ended();
            return;
        }
        CompletableFuture<R> exchange;
        try {
            exchange = next.request().get();
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
