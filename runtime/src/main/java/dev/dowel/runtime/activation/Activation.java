package dev.dowel.runtime.activation;

import dev.dowel.ActorBehavior;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorHook;
import dev.dowel.KeyValueStore;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSet;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.kv.ActorKeyValues;
import dev.dowel.runtime.schedule.ScheduleBook;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One actor in memory, under one claim: the parts that run it, put together. Confined to the holder of the actor's token,
 * except {@link #accept}, {@link #view} and what says otherwise.
 *
 * @param <S> the actor's state
 */
final class Activation<S extends @Nullable Object> implements TurnRunner.Owner {

    /** An activation's place among the running actors, which it gives up once. */
    interface Lease {
        /** The actor is destroyed, but that is not durable yet: nobody may look for it. */
        void leaving(Activation<?> leaver);

        /** The place is free. Any thread; again is the same as once. */
        void left(Activation<?> leaver);
    }

    private static final Duration RETRY_AFTER_DISCARD = Duration.ofSeconds(5);

    private final ActorDefinition<S> definition;
    private final Claim claim;
    private final ActivationParts parts;
    private final ConnectionSet connections = new ConnectionSet();
    private final AwakeReasons awake = new AwakeReasons();
    private final OpenStreams streams = new OpenStreams();
    private final Background background = new Background(this);
    private final IdleClock idle;
    private final StateCell<S> state;
    private final Gate gate;
    private final RelaxedSaver saver;
    private final TurnRunner turns;
    private final ActivationContext<S> context;
    private final Lease lease;
    private final ScheduleBook schedules;
    private final ScheduleRunner<S> scheduleRunner = new ScheduleRunner<>(this);
    private final long startedAt;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable ActorAddress waitingFor;
    private volatile ActivationPhase phase = ActivationPhase.STARTING;
    private @Nullable StopSequence stopping;
    private @Nullable ActorBehavior<S> behavior;
    private @Nullable Target createdFor;
    private boolean inStateChange;

    /**
     * Puts an activation together.
     *
     * @param reader finds the actor's committed entries
     * @param checkStates whether states that were changed in place are looked for
     * @param lease its place among the running actors
     */
    Activation(
            ActorDefinition<S> definition,
            Claim claim,
            ActivationParts parts,
            Committer committer,
            Entries.Reader reader,
            boolean checkStates,
            Lease lease) {
        this.definition = definition;
        this.claim = claim;
        this.parts = parts;
        this.lease = lease;
        this.startedAt = parts.environment().clock().millis();
        this.state = new StateCell<>(definition, checkStates);
        this.gate = new Gate(claim, committer, reader, () -> parts.token().enqueue(() -> close(Ending.DISCARDED)));
        this.saver = new RelaxedSaver(
                gate,
                parts.environment().timers(),
                parts.token(),
                definition.settings().stateSaveInterval());
        this.idle = new IdleClock(
                parts.environment().timers(),
                parts.environment().nanoTime(),
                definition.settings().sleepTimeout(),
                () -> parts.token().enqueue(this::sleepIfIdle));
        this.turns = new TurnRunner(parts, state, gate, saver, this, claim.isNew());
        this.schedules = new ScheduleBook(
                turns,
                gate.entries(),
                gate.alarm(),
                parts.environment().clock(),
                parts.environment().randomIds(),
                definition.actions()::containsKey);
        this.context = new ActivationContext<>(this);
    }

    ActorDefinition<S> definition() {
        return definition;
    }

    Claim claim() {
        return claim;
    }

    ActivationParts parts() {
        return parts;
    }

    ConnectionSet connections() {
        return connections;
    }

    StateCell<S> state() {
        return state;
    }

    Gate gate() {
        return gate;
    }

    TurnRunner turns() {
        return turns;
    }

    ActivationContext<S> context() {
        return context;
    }

    ActorBehavior<S> behavior() {
        ActorBehavior<S> started = behavior;
        if (started == null) {
            throw new IllegalStateException("The actor has not started.");
        }
        return started;
    }

    AwakeReasons awake() {
        return awake;
    }

    OpenStreams streams() {
        return streams;
    }

    Background background() {
        return background;
    }

    /** Creates the actor's object, first thing in the turn that starts it. */
    ActorBehavior<S> instantiate() {
        ActorBehavior<S> created = definition.activation().apply(context);
        behavior = created;
        return created;
    }

    /** Notes whose request created the actor, before it starts. */
    void createdFor(Target request) {
        createdFor = request;
    }

    /** Whether this very request created the actor. */
    @SuppressWarnings("ReferenceEquality") // two requests for one actor are equal
    boolean wasCreatedFor(Target request) {
        return createdFor == request;
    }

    /** The actor this one waits for in a call, keeping its token. Any thread. */
    @Nullable
    ActorAddress waitingFor() {
        return waitingFor;
    }

    void waitFor(@Nullable ActorAddress other) {
        waitingFor = other;
    }

    /** Queues work. Any thread. */
    void accept(Work work) {
        if (!work.essential() && parts.token().size() >= Limits.MAILBOX_MESSAGES) {
            work.fail().accept(Failures.overloaded().at(parts.specifier()));
        } else {
            parts.token().enqueue(() -> begin(work));
        }
    }

    private void begin(Work work) {
        if (!takes(work.route()) && work.hops() >= Work.MOST_HOPS) {
            work.fail().accept(Failures.stopped());
        } else if (!takes(work.route())) {
            parts.dispatcher().dispatch(work.again());
        } else if (work.target() instanceof Target.ById byId && !byId.actorId().equals(parts.actorId())) {
            work.fail().accept(Failures.notFound());
        } else {
            work.run().accept(this);
        }
    }

    private boolean takes(Work.Route route) {
        return switch (route) {
            case NEXT_ACTIVATION, QUESTION -> !isStopping() && !gate.isDiscarded();
            case GRACE_TOO -> !isClosed() && !gate.isDiscarded();
            case ITSELF -> true;
        };
    }

    /** Done when it has ended by going to sleep and the next activation may begin. Any thread. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Whether it ended. Any thread. */
    @Override
    public boolean isClosed() {
        return phase == ActivationPhase.STOPPED;
    }

    /** Whether it is about to end, or has ended. Any thread. */
    boolean isStopping() {
        ActivationPhase now = phase;
        return now != ActivationPhase.RUNNING && now != ActivationPhase.STARTING;
    }

    /** It runs: from here on it takes calls, and may fall asleep. */
    void started() {
        phase = phase.to(ActivationPhase.RUNNING);
        if (definition.hooks().contains(ActorHook.RUN)) {
            background.startRun();
        }
        turnEnded();
    }

    @Override
    public void turnEnded() {
        if (stopping != null) {
            parts.token().enqueue(stopping::check);
            return;
        }
        if (phase == ActivationPhase.RUNNING) {
            scheduleRunner.arm();
        }
        if (!definition.settings().noSleep()) {
            idle.touch();
        }
    }

    private void sleepIfIdle() {
        boolean quiet = parts.token().size() == 1 && turns.waitingCalls() == 0 && !awake.any();
        if (phase == ActivationPhase.RUNNING && idle.isOver() && quiet) {
            stop(Ending.SLEPT);
        }
    }

    /** The actor's schedules and jobs. */
    ScheduleBook schedules() {
        return schedules;
    }

    /** The actor's key-value store. */
    KeyValueStore keyValues() {
        return new ActorKeyValues(turns, gate.entries());
    }

    /** Begins to end it, giving what runs its time. Without effect if it is ending already. */
    void stop(Ending ending) {
        if (phase != ActivationPhase.RUNNING) {
            return;
        }
        phase = phase.to(ActivationPhase.SLEEPING);
        lease.leaving(this);
        stopping = new StopSequence(this, ending);
        stopping.begin();
    }

    /** Ends it. What waits in its mailbox is dispatched again. */
    void close(Ending ending) {
        if (isClosed()) {
            return;
        }
        phase = phase.to(ActivationPhase.STOPPED);
        background.requestStop();
        streams.requestStop();
        turns.expireWaiting();
        if (ending == Ending.SHUTDOWN || ending == Ending.SLEPT) {
            saver.flush();
        }
        for (ActorConnection connection : connections.removeAll()) {
            boolean closesLater = ending == Ending.DESTROYED; // with the commit
            if (!closesLater && (ending != Ending.SLEPT || !connection.isHibernatable())) {
                closeSocket(connection, ending);
            }
        }
        switch (ending) {
            case DESTROYED -> lease.leaving(this);
            case SLEPT, SHUTDOWN -> parts.token().enqueue(() -> gate.whenSettled(this::leave));
            case DISCARDED -> leave();
            case START_FAILED -> lease.left(this);
        }
    }

    /** Closes a socket after everything that turns before sent over it. */
    void closeSocket(ActorConnection connection, Ending ending) {
        letOut(
                () -> connection.closeSocket(ending.closeCode(), ending.reason()),
                () -> connection.closeSocket(Ending.DISCARDED.closeCode(), Ending.DISCARDED.reason()));
    }

    /** Does something after everything that turns before let out, or that failed to leave. */
    void letOut(Runnable action) {
        letOut(action, action);
    }

    private void letOut(Runnable released, Runnable failed) {
        gate.seal(null, false, false, List.of(new Output() {
            @Override
            public void release() {
                released.run();
            }

            @Override
            public void fail(Failure failure) {
                failed.run();
            }
        }));
    }

    private void leave() {
        lease.leaving(this);
        Long alarm = gate.alarm().dueAt();
        if (gate.isDiscarded()) {
            // What the undone turns set is not stored, and what is stored is not known here: look, but not at once.
            alarm = parts.environment().clock().millis() + RETRY_AFTER_DISCARD.toMillis();
            // Sockets were put aside with what the undone turns left in their connections.
            Failure reason = Failures.storeUnavailable();
            parts.dispatcher().sleepers().take(parts.actorId()).forEach(socket -> socket.lost(reason));
        }
        parts.dispatcher().release(claim, alarm, () -> {
            lease.left(this);
            ended.complete(null);
        });
    }

    /**
     * Gives it up although its code still runs, because that takes no notice of its time being over. What it does from here on
     * is not committed: the next activation has another claim. Timer thread.
     *
     * @param connections those that were open when it began to stop
     */
    void abandon(List<ActorConnection> connections) {
        if (!isClosed()) {
            parts.boundary().abandoned(parts.address(), parts.actorId());
            phase = ActivationPhase.STOPPED;
            gate.discard();
            connections.forEach(
                    connection -> connection.closeSocket(Ending.DISCARDED.closeCode(), Ending.DISCARDED.reason()));
            leave();
        }
    }

    @Override
    public void stateChanged(byte[] changed) throws Exception {
        if (!definition.hooks().contains(ActorHook.ON_STATE_CHANGE) || phase == ActivationPhase.STARTING) {
            return;
        }
        inStateChange = true;
        try {
            behavior().onStateChange(state.get());
            if (!Arrays.equals(state.changedBytes(), changed)) {
                throw Failures.stateChangedInHook().toException();
            }
        } finally {
            inStateChange = false;
        }
    }

    /** Whether {@code onStateChange} runs, which must not change the state again. */
    boolean inStateChange() {
        return inStateChange;
    }

    @Override
    public void destroying(Turn turn) {
        ActivationPhase before = phase;
        phase = phase.to(ActivationPhase.DESTROYING);
        turn.onRollback(() -> phase = before);
        Destruction destruction = new Destruction(this, connections.open(), () -> {
            lease.left(this);
            ended.complete(null);
        });
        destruction.runHooks(turn);
        turn.add(destruction.output());
    }

    @Override
    public void destroyed() {
        close(Ending.DESTROYED);
    }

    /** What the management API shows. Any thread. */
    ActorView view() {
        return new ActorView(
                parts.actorId(),
                parts.address(),
                claim.generation(),
                claim.record().createdAt(),
                startedAt,
                phase == ActivationPhase.RUNNING ? startedAt : null,
                null,
                null);
    }
}
