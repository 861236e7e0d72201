package dev.dowel.runtime.activation;

import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed entries of one actor. Blocks the calling turn while a store reader reads: native calls would pin the turn's
 * carrier.
 */
record StoredEntries(ActorStore store, RuntimeEnvironment environment, RuntimeListener listener, String actorId)
        implements Entries.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(StoredEntries.class);

    @Override
    public byte @Nullable [] entry(EntryKey key) {
        return this.<byte @Nullable []>read(() -> store.loadEntry(actorId, key));
    }

    @Override
    public List<Entry> entries(EntryRange range) {
        return read(() -> store.loadEntries(actorId, range));
    }

    private <T extends @Nullable Object> T read(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        environment.storeReaders().execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a read is short, and half a read helps nobody
                }
            }
        } catch (ExecutionException e) {
            LOG.error("Could not read entries of actor {}", actorId, e.getCause());
            listener.storeReadFailed();
            throw Failures.storeUnavailable().toException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
