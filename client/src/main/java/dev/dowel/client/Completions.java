package dev.dowel.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
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

    /** Runs a task on an executor, or here if that has been shut down: a future must complete in any case. */
    static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
