package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is at the moment: its status, who is connected to whom, why it is over.
 *
 * <p>Read from any thread, changed by steps of the connection's loop only.
 */
final class ConnectionState {

    /** Who is connected to whom. */
    record Identity(String actorId, String connectionId) {}

    private final Executor threads;
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile ConnectionStatus status = ConnectionStatus.IDLE;
    private volatile @Nullable Identity identity;
    private volatile @Nullable ActorError end;

    /**
     * Creates the state of a connection that is not started.
     *
     * @param threads where {@link #ready} completes
     */
    ConnectionState(Executor threads) {
        this.threads = threads;
    }

    ConnectionStatus status() {
        return status;
    }

    boolean is(ConnectionStatus expected) {
        return status == expected;
    }

    /** Who is connected to whom, or was last; null before the first time. */
    @Nullable
    Identity identity() {
        return identity;
    }

    /** Why the connection is over; null as long as it is not. */
    @Nullable
    ActorError end() {
        return end;
    }

    /** Completes with the first connection; fails if the connection ends before. */
    CompletableFuture<@Nullable Void> ready() {
        return ready;
    }

    /** Completes when the connection is over and its socket is gone. */
    CompletableFuture<@Nullable Void> over() {
        return over;
    }

    /** Moves on, if that move is legal. */
    void become(ConnectionStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException(status + " cannot become " + next);
        }
        status = next;
    }

    /** The actor has accepted. */
    void connected(Identity accepted) {
        identity = accepted;
        become(ConnectionStatus.CONNECTED);
        Completions.run(threads, () -> ready.complete(null));
    }

    /** The connection is over, though its socket may still be there. */
    void ended(ActorError why) {
        end = why;
        become(ConnectionStatus.CLOSED);
        if (identity == null) {
            Completions.run(threads, () -> ready.completeExceptionally(why));
        }
    }
}
