package dev.dowel.runtime.activation;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.queue.StoredQueues;
import dev.dowel.runtime.schedule.ScheduleBook;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys actors that are stored and do not start, without their hooks. Thread safe.
 *
 * <p>Those who ask for the same actor at the same time share one destruction and its outcome: a claim of each would undo
 * what the others do.
 */
final class UnstartedDestruction {

    private static final Logger LOG = LoggerFactory.getLogger(UnstartedDestruction.class);

    /** What is known of actors' starts. */
    interface Starts {
        /** Why the actor at an address does not start, if it does not. */
        Optional<Failure> startFailure(ActorAddress address);

        /** Forgets that an actor did not start. */
        void retry(ActorAddress address);
    }

    private final ActorStore store;
    private final RuntimeEnvironment environment;
    private final Committer committer;
    private final Sleepers sleepers;
    private final Starts starts;
    private final RuntimeListener listener;
    private final Map<String, List<Output>> asked = new ConcurrentHashMap<>();

    UnstartedDestruction(
            ActorStore store,
            RuntimeEnvironment environment,
            Committer committer,
            Sleepers sleepers,
            Starts starts,
            RuntimeListener listener) {
        this.store = store;
        this.environment = environment;
        this.committer = committer;
        this.sleepers = sleepers;
        this.starts = starts;
        this.listener = listener;
    }

    /**
     * Destroys an actor.
     *
     * @param failure why it could not be destroyed with its hooks; the answer if it is not one that does not start
     */
    void destroy(String actorId, Failure failure, Output destroyed) {
        List<Output> all = asked.merge(
                actorId,
                List.of(destroyed),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
        if (all.size() == 1) {
            environment.storeReaders().execute(() -> begin(actorId, failure));
        }
    }

    private void begin(String actorId, Failure failure) {
        try {
            Optional<ActorRecord> record = store.directory().find(actorId);
            if (record.isEmpty()) {
                over(actorId, output -> output.fail(Failures.notFound()));
                return;
            }
            Optional<Claim> claim = starts.startFailure(record.get().address()).isPresent()
                    ? store.directory().claim(actorId)
                    : Optional.empty();
            if (claim.isEmpty()) {
                over(actorId, output -> output.fail(failure));
                return;
            }
            StoredEntries entries = new StoredEntries(store, environment, listener, actorId);
            Gate gate = new Gate(claim.get(), committer, entries, () -> {});
            gate.alarm()
                    .load(
                            ScheduleBook.storedAlarm(store.loadEntries(actorId, EntryRange.all(ActorPart.SCHEDULE))),
                            StoredQueues.alarm(store, actorId));
            gate.seal(null, false, true, List.of(new Gone(record.get())));
        } catch (RuntimeException | Error e) {
            LOG.error("Could not read actor {}", actorId, e);
            listener.storeReadFailed();
            over(actorId, output -> output.fail(Failures.storeUnavailable()));
        }
    }

    private void over(String actorId, Consumer<Output> outcome) {
        List<Output> all = asked.remove(actorId);
        if (all != null) {
            all.forEach(outcome);
        }
    }

    /** The destruction, which leaves with its commit. */
    private final class Gone implements Output {

        private final ActorRecord record;

        Gone(ActorRecord record) {
            this.record = record;
        }

        @Override
        public void release() {
            sleepers.take(record.id()).forEach(socket -> socket.lost(Failures.notFound()));
            starts.retry(record.address());
            over(record.id(), Output::release);
        }

        @Override
        public void fail(Failure failure) {
            over(record.id(), output -> output.fail(failure)); // it is as it was
        }
    }
}
