package dev.dowel.client;

import dev.dowel.ActorError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its repetitions and its time limit.
 *
 * <p>The attempts follow one another; the time limit and a cancellation may come from any thread in between.
 *
 * @param <R> the answer
 * @param <T> what the answer is read as
 */
final class RetriedRequest<R, T extends @Nullable Object> {

    private final Supplier<CompletableFuture<R>> attempts;
    private final Function<R, T> reader;
    private final RetryPolicy retries;
    private final Repeats repeats;
    private final Timers timers;
    private final Executor threads;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<R> exchange;
    private int failures;

    /**
     * Prepares a request.
     *
     * @param attempts sends it; the future it returns may be cancelled
     * @param reader reads the answer, throwing an {@link ActorError} for one that is an error
     * @param repeats after which errors the request is sent again
     * @param threads where repetitions begin: looking up the server's name may block
     */
    RetriedRequest(
            Supplier<CompletableFuture<R>> attempts,
            Function<R, T> reader,
            RetryPolicy retries,
            Repeats repeats,
            Timers timers,
            Executor threads) {
        this.attempts = attempts;
        this.reader = reader;
        this.retries = retries;
        this.repeats = repeats;
        this.timers = timers;
        this.threads = threads;
    }

    /** Begins; the future fails with an {@link ActorError}, and cancelling it abandons the request. */
    CompletableFuture<T> start(Duration timeout) {
        Timers.Timer limit =
                timers.after(timeout, () -> outcome.completeExceptionally(ClientErrors.timedOut(timeout, true)));
        Completions.whenDone(outcome, (value, failure) -> {
            limit.cancel();
            abandon();
        });
        attempt();
        return outcome;
    }

    private void attempt() {
        CompletableFuture<R> current = attempts.get();
        exchange = current;
        if (outcome.isDone()) {
            abandon();
        }
        Completions.whenDone(current, this::answered);
    }

    private void abandon() {
        CompletableFuture<R> current = exchange;
        if (current != null) {
            current.cancel(true);
        }
    }

    private void answered(@Nullable R reply, @Nullable Throwable failure) {
        if (outcome.isDone()) {
            return;
        }
        try {
            if (reply == null) {
                throw ClientErrors.network(failure == null ? new IllegalStateException("no reply") : failure);
            }
            outcome.complete(reader.apply(reply));
        } catch (ActorError error) {
            failed(error);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(ClientErrors.invalidResponse(e));
        }
    }

    private void failed(ActorError error) {
        failures++;
        Optional<Duration> wait = retries.next(error, repeats, failures);
        if (wait.isEmpty()) {
            outcome.completeExceptionally(error);
            return;
        }
        timers.after(
                wait.get(),
                () -> Completions.run(threads, () -> {
                    if (!outcome.isDone()) {
                        attempt();
                    }
                }));
    }
}
