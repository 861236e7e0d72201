package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a future as a caller of the public API does.
 *
 * <p>Static; blocks the calling thread.
 */
final class Waiting {

    private Waiting() {}

    /** Throws if the thread is interrupted already: then nothing should be sent. */
    static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw ClientErrors.interrupted(false);
        }
    }

    /**
     * The result, or the error with which it failed, thrown with the caller's stack. An interrupt cancels the future, stays
     * set, and is {@code client.interrupted}.
     */
    static <T extends @Nullable Object> T forResult(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw ClientErrors.interrupted(true);
        } catch (CancellationException e) {
            throw ClientErrors.closed("call");
        } catch (ExecutionException e) {
            throw ClientErrors.here(error(e));
        }
    }

    /** Waits for something that bounds itself in time. False if the thread was interrupted meanwhile, which stays set. */
    static boolean forClose(CompletableFuture<?> closed) {
        try {
            closed.get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("Closing does not fail.", e);
        }
    }

    /** The error a future of this client failed with. */
    static ActorError error(Throwable failure) {
        Throwable cause = ClientErrors.unwrapped(failure);
        return cause instanceof ActorError known ? known : ClientErrors.network(cause);
    }
}
