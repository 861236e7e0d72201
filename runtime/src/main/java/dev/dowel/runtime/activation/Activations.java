package dev.dowel.runtime.activation;

import dev.dowel.ActorDefinition;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.alarm.AlarmClock;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.FailureBoundary;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.queue.StoredQueues;
import dev.dowel.runtime.registry.ActorRegistry;
import dev.dowel.runtime.schedule.ScheduleBook;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.turn.TurnToken;
import dev.dowel.runtime.turn.TurnWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors in memory. Thread safe.
 *
 * <p>Every address in use has one {@link Slot}; actors that are stored and not in use cost nothing here.
 */
final class Activations implements Dispatcher, Slot.Owner, UnstartedDestruction.Starts {

    private static final Logger LOG = LoggerFactory.getLogger(Activations.class);

    private final ActorRegistry registry;
    private final ActorStore store;
    private final RuntimeEnvironment environment;
    private final Committer committer;
    private final FailureBoundary boundary;
    private final TurnWatch watch;
    private final StuckTurns stuckTurns = new StuckTurns();
    private final RuntimeOptions options;
    private final Sleepers sleepers = new Sleepers();
    private final AlarmClock alarms;
    private final ReadyWatch readyWatch;
    private final UnstartedDestruction unstarted;
    private final Map<String, ActorListener> listeners;
    private final Map<ActorAddress, Slot> slots = new ConcurrentHashMap<>();
    private final Map<String, Slot> byId = new ConcurrentHashMap<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean closing;

    Activations(
            ActorRegistry registry,
            ActorStore store,
            RuntimeEnvironment environment,
            RuntimeOptions options,
            TurnWatch.Observer observer) {
        this.registry = registry;
        this.store = store;
        this.environment = environment;
        this.options = options;
        this.committer = new Committer(store, environment.commitThread(), environment.nanoTime(), options.listener());
        this.listeners = registry.all().stream()
                .collect(Collectors.toUnmodifiableMap(ActorDefinition::name, options.listener()::listenTo));
        this.boundary = new FailureBoundary(environment.randomIds(), options.exposeErrors());
        this.watch = new TurnWatch(environment.timers(), environment.nanoTime(), observer);
        this.readyWatch = new ReadyWatch(environment.timers(), environment.nanoTime(), options.readyTimeout());
        this.unstarted = new UnstartedDestruction(store, environment, committer, sleepers, this, options.listener());
        this.alarms = new AlarmClock(
                store, environment.storeReaders(), environment.timers(), environment.clock(), new AlarmWaker());
    }

    /** Looks for actors that want to be woken, from now on. */
    void start() {
        alarms.start();
    }

    /** Wakes an actor; that it starts is enough, its schedules see to the rest. */
    private final class AlarmWaker implements AlarmClock.Waker {

        @Override
        public boolean isRunning(String actorId) {
            return byId.containsKey(actorId);
        }

        @Override
        public void wake(String actorId, Runnable done) {
            dispatch(Work.of(new Target.ById(null, actorId), activation -> done.run(), failure -> done.run()));
        }
    }

    @Override
    public void dispatch(Work work) {
        if (closing) {
            work.fail().accept(Failures.goingAway());
            return;
        }
        switch (work.target()) {
            case Target.ById byId -> dispatchById(byId, work);
            case Target.Get get -> dispatchTo(get.address(), work);
            case Target.GetOrCreate create -> dispatchTo(create.address(), work);
        }
    }

    private void dispatchTo(ActorAddress address, Work work) {
        Optional<ActorDefinition<?>> definition = registry.find(address.name());
        if (definition.isEmpty()) {
            work.fail().accept(Failures.notRegistered(address.name()));
            return;
        }
        while (!slot(address, definition.get()).offer(work)) {
            // The slot was removed just now; the next one is another.
        }
    }

    /** The names in a request's address are its own; those of an actor that stays in memory are everybody's. */
    private Slot slot(ActorAddress address, ActorDefinition<?> definition) {
        Slot known = slots.get(address);
        if (known != null) {
            return known;
        }
        ActorAddress kept = new ActorAddress(address.namespace().intern(), definition.name(), address.key());
        return slots.computeIfAbsent(kept, a -> new Slot(a, this));
    }

    private void dispatchById(Target.ById target, Work work) {
        Slot slot = byId.get(target.actorId());
        if (slot != null && target.admits(slot.address().namespace()) && slot.offer(work)) {
            return;
        }
        environment.storeReaders().execute(() -> {
            Optional<ActorRecord> found;
            try {
                found = store.directory().find(target.actorId());
            } catch (RuntimeException | Error e) {
                work.fail().accept(readFailure(e, target.actorId()));
                return;
            }
            Optional<ActorAddress> address = found.map(ActorRecord::address).filter(a -> target.admits(a.namespace()));
            if (address.isPresent()) {
                dispatchTo(address.get(), work);
            } else {
                work.fail().accept(Failures.notFound());
            }
        });
    }

    private Failure readFailure(Throwable e, String what) {
        LOG.error("Could not read actor {}", what, e);
        options.listener().storeReadFailed();
        return Failures.storeUnavailable();
    }

    @Override
    public Optional<Activation<?>> running(ActorAddress address) {
        return Optional.ofNullable(slots.get(address)).flatMap(Slot::running);
    }

    @Override
    public Optional<Activation<?>> running(String actorId) {
        return Optional.ofNullable(byId.get(actorId)).flatMap(Slot::running);
    }

    /** Forgets that an actor did not start, so that the next work starts it. */
    @Override
    public void retry(ActorAddress address) {
        Slot slot = slots.get(address);
        if (slot != null) {
            slot.retry();
        }
    }

    /** Destroys an actor that is stored but does not start, without its hooks. Fails otherwise. */
    void destroyUnstarted(String actorId, Failure failure, Output destroyed) {
        unstarted.destroy(actorId, failure, destroyed);
    }

    /** Why the actor at an address does not start, if it does not. */
    @Override
    public Optional<Failure> startFailure(ActorAddress address) {
        return Optional.ofNullable(slots.get(address)).flatMap(Slot::failure);
    }

    @Override
    public Sleepers sleepers() {
        return sleepers;
    }

    @Override
    public void release(Claim claim, @Nullable Long alarm, Runnable then) {
        environment.storeReaders().execute(() -> {
            try {
                store.directory().release(claim);
            } catch (RuntimeException | Error e) {
                LOG.warn("Could not give up {}; its next activation makes another claim", claim.record(), e);
            } finally {
                then.run();
            }
            if (alarm != null) {
                alarms.noticed(alarm);
            }
        });
    }

    @Override
    public void load(Slot slot) {
        if (closing) {
            slot.notLoaded(Failures.goingAway());
            return;
        }
        StartWatch watched = StartWatch.begin(slot.address().name(), listenerOf(slot), environment.nanoTime());
        environment.storeReaders().execute(() -> {
            try {
                read(slot, watched);
            } catch (RuntimeException | Error e) { // a slot that stayed as it is would never load again
                Failure failure = readFailure(e, slot.address().toString());
                watched.failed(null, failure);
                slot.notRead(failure);
                afterFailedStart(slot);
            }
        });
    }

    private ActorListener listenerOf(Slot slot) {
        return listeners.getOrDefault(slot.address().name(), ActorListener.NONE);
    }

    @Override
    public void overloaded(Slot slot) {
        listenerOf(slot).overloaded();
    }

    private void startFailed(Slot slot, Failure reason, boolean isStored) {
        slot.startFailed(reason, isStored);
        afterFailedStart(slot);
    }

    private void afterFailedStart(Slot slot) {
        if (closing) {
            slot.refuse(Failures.goingAway()); // it will not be tried again
        }
    }

    private void read(Slot slot, StartWatch watched) {
        if (stuckTurns.hasStart(slot.address())) {
            startFailed(slot, Failures.startStuck(), false);
            return;
        }
        Optional<Claim> claim = store.directory().claim(slot.address());
        Optional<Work> creator = slot.creator();
        if (claim.isEmpty() && creator.isPresent()) {
            long now = environment.clock().millis();
            ActorRecord candidate = new ActorRecord(environment.actorIds().get(), slot.address(), 0, now);
            claim = Optional.of(store.directory().claimNew(candidate));
        }
        if (claim.isEmpty()) {
            slot.absent();
            return;
        }
        ActorRecord record = claim.get().record();
        // The address is the slot's, so that there are not two of it in memory.
        Claim made = new Claim(
                new ActorRecord(
                        record.id(), slot.address(), record.generation(), record.createdAt(), options.version()),
                claim.get().isNew());
        Starter.Stored stored = made.isNew() ? Starter.Stored.NOTHING : stored(made);
        start(slot, registry.find(slot.address().name()).orElseThrow(), made, creator.orElse(null), stored, watched);
    }

    /** What is stored under a claim, which is given up if it cannot be read: nobody else would. */
    private Starter.Stored stored(Claim claim) {
        boolean read = false;
        try {
            Starter.Stored stored = stored(claim.record().id());
            read = true;
            return stored;
        } finally {
            if (!read) {
                store.directory().release(claim);
            }
        }
    }

    /** Everything that a start needs, so that it does not have to wait for a reader again. */
    private Starter.Stored stored(String actorId) {
        List<Entry> schedules = ScheduleBook.loaded().stream()
                .flatMap(range -> store.loadEntries(actorId, range).stream())
                .toList();
        return new Starter.Stored(store.loadState(actorId), schedules, StoredQueues.read(store, actorId));
    }

    private <S extends @Nullable Object> void start(
            Slot slot,
            ActorDefinition<S> definition,
            Claim claim,
            @Nullable Work creator,
            Starter.Stored stored,
            StartWatch watched) {
        String actorId = claim.record().id();
        ActivationParts parts = new ActivationParts(
                slot.address(),
                actorId,
                new ActorSpecifier(
                        actorId,
                        claim.generation(),
                        KeyFormat.canonical(slot.address().key())),
                new TurnToken(environment.turnThreads()),
                environment,
                boundary,
                watch,
                stuckTurns,
                this,
                options,
                watched.listener());
        Activation<S> activation = new Activation<>(
                definition,
                claim,
                parts,
                committer,
                new StoredEntries(store, environment, options.listener(), actorId),
                options.checkStates(),
                slot);
        RawValue input =
                creator != null && creator.target() instanceof Target.GetOrCreate create ? create.input() : null;
        if (claim.isNew() && creator != null) {
            activation.createdFor(creator.target());
        }
        Starter<S> starter = new Starter<>(activation, stored, input, failure -> {
            watched.failed(actorId, failure);
            startFailed(slot, failure.at(parts.specifier()), !claim.isNew());
        });
        parts.token().enqueue(() -> {
            if (starter.start()) {
                byId.put(actorId, slot);
                sleepers.take(actorId).forEach(socket -> socket.wake(activation));
                activation.started();
                slot.takeQuestions().forEach(question -> question.run().accept(activation));
                boolean first = parts.token().size() == 1;
                if (!slot.started(activation) || !first) {
                    activation.gate().submitHeld(); // no call waited, or something else runs first, perhaps for ever
                }
                watched.started(actorId, claim.isNew());
                if (closing) {
                    endAfterQueued(activation);
                }
            } else {
                activation.close(Ending.START_FAILED);
                release(claim, null, () -> {});
            }
        });
        slot.starts(activation);
    }

    @Override
    public void remove(Slot slot) {
        slots.remove(slot.address(), slot);
        if (closing && slots.isEmpty()) {
            drained.countDown();
        }
    }

    @Override
    public void ended(Slot slot, String actorId) {
        byId.remove(actorId, slot);
    }

    @Override
    public void pause(Duration duration, Runnable then) {
        environment.timers().schedule(duration, then);
    }

    @Override
    public long nanoTime() {
        return environment.nanoTime().getAsLong();
    }

    @Override
    public void waits(Slot slot) {
        readyWatch.watch(slot);
    }

    /**
     * Refuses new work, ends every activation after the turns that are queued, and waits for that.
     *
     * @return whether all ended in time
     */
    boolean close(Duration patience) throws InterruptedException {
        closing = true;
        alarms.close();
        sleepers.closeAll();
        for (Slot slot : List.copyOf(slots.values())) {
            slot.running().ifPresentOrElse(Activations::endAfterQueued, () -> slot.refuse(Failures.goingAway()));
        }
        boolean ended = slots.isEmpty() || drained.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        sleepers.closeAll(); // those whose actors were on their way to sleep
        return ended;
    }

    private static void endAfterQueued(Activation<?> activation) {
        activation.parts().token().enqueue(() -> activation.stop(Ending.SHUTDOWN));
    }
}
