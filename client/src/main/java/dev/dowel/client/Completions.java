package dev.dowel.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a future completes.
 *
 * <p>Static; any thread.
 */
final class Completions {

    private Completions() {}

    /** Runs on the completing thread, with the value or the failure. What it throws is lost. */
    @SuppressWarnings("FutureReturnValueIgnored") // the returned stage only tells of failures the consumer sees
    static <T extends @Nullable Object> void whenDone(
            CompletableFuture<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> consumer) {
        future.whenComplete(consumer);
    }

    /** Cancels one future when another one, which was given to a caller, is cancelled. */
    static void passCancellation(CompletableFuture<?> given, CompletableFuture<?> source) {
        whenDone(given, (value, failure) -> {
            if (given.isCancelled()) {
                source.cancel(true);
            }
        });
    }

    /** The outcome of what follows a future when that has succeeded. Cancelling it cancels what is under way. */
    static <A, B> CompletableFuture<B> then(CompletableFuture<A> first, Function<A, CompletableFuture<B>> next) {
        var outcome = new CompletableFuture<B>();
        passCancellation(outcome, first);
        whenDone(first, (value, failure) -> {
            if (value == null) {
                outcome.completeExceptionally(failure == null ? new IllegalStateException("no value") : failure);
            } else if (!outcome.isDone()) {
                follow(outcome, value, next);
            }
        });
        return outcome;
    }

    private static <A, B> void follow(CompletableFuture<B> outcome, A value, Function<A, CompletableFuture<B>> next) {
        CompletableFuture<B> second;
        try {
            second = next.apply(value);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
            return;
        }
        passCancellation(outcome, second);
        pass(second, outcome);
    }

    /** Completes one future as another one completes. */
    static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        whenDone(from, (value, failure) -> {
            if (failure != null) {
                to.completeExceptionally(failure);
            } else {
                to.complete(value);
            }
        });
    }

    /** Runs a task on an executor, or here if that has been shut down: a future must complete in any case. */
    static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
