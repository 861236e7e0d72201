package dev.dowel.runtime.activation;

import dev.dowel.ActorBehavior;
import dev.dowel.ActorDefinition;
import dev.dowel.KeyValueStore;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.connection.ConnectionSet;
import dev.dowel.runtime.kv.ActorKeyValues;
import dev.dowel.runtime.schedule.ScheduleBook;
import dev.dowel.runtime.store.Claim;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One actor in memory, under one claim: the parts that run it, put together. Confined to the holder of the actor's token,
 * except {@link #accept}, {@link #view} and what says otherwise.
 *
 * @param <S> the actor's state
 */
final class Activation<S extends @Nullable Object> {

    /** An activation's place among the running actors, which it gives up once. */
    interface Lease {
        /** The actor is destroyed, but that is not durable yet: nobody may look for it. */
        void leaving(Activation<?> leaver);

        /** The place is free. Any thread; false if it was not its own any more, or never. */
        boolean left(Activation<?> leaver);
    }

    private final ActorDefinition<S> definition;
    private final Claim claim;
    private final ActivationParts parts;
    private final ConnectionSet connections = new ConnectionSet();
    private final AwakeReasons awake = new AwakeReasons();
    private final OpenStreams streams = new OpenStreams();
    private final Background background = new Background(this);
    private final Life<S> life;
    private final StateCell<S> state;
    private final Gate gate;
    private final RelaxedSaver saver;
    private final TurnRunner turns;
    private final ActivationContext<S> context;
    private final Departure departure;
    private final Intake intake = new Intake(this);
    private final StateChange<S> stateChange = new StateChange<>(this);
    private @Nullable ScheduleBook schedules;
    private @Nullable Queues<S> queues;
    private final long startedAt;
    private volatile @Nullable ActorAddress waitingFor;
    private volatile boolean hasState;
    private @Nullable ActorBehavior<S> behavior;
    private @Nullable Target createdFor;

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
        this.departure = new Departure(this, lease);
        this.startedAt = parts.environment().clock().millis();
        this.state = new StateCell<>(definition, checkStates);
        this.gate = new Gate(claim, committer, reader, () -> parts.token().enqueue(() -> close(Ending.DISCARDED)));
        this.saver = new RelaxedSaver(
                gate,
                parts.environment().timers(),
                parts.token(),
                definition.settings().stateSaveInterval());
        this.life = new Life<>(this, stateChange);
        this.turns = new TurnRunner(parts, state, gate, saver, life, claim.isNew());
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

    RelaxedSaver saver() {
        return saver;
    }

    StateChange<S> stateChange() {
        return stateChange;
    }

    Departure departure() {
        return departure;
    }

    Life<S> life() {
        return life;
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

    /** What keeps it from going to sleep by itself; see {@link dev.dowel.runtime.Inspection#awakeFor}. Any thread. */
    Set<String> awakeFor() {
        Set<String> reasons = new TreeSet<>(awake.names());
        if (turns.open().waitingCalls() > 0) {
            reasons.add("call");
        }
        if (definition.settings().noSleep()) {
            reasons.add("no_sleep");
        }
        return reasons;
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

    /** Its state is there, created or loaded: what does not wait for the rest of the start may run. */
    void hasState() {
        hasState = true;
    }

    /** Whether work that does not wait until it is ready may come in: it has its state and has not ended. Any thread. */
    boolean isReachable() {
        return hasState && !isClosed();
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
        intake.accept(work);
    }

    /** Whether it ended. Any thread. */
    boolean isClosed() {
        return life.isClosed();
    }

    /** Whether it is about to end, or has ended. Any thread. */
    boolean isStopping() {
        return life.isStopping();
    }

    /** It runs: from here on it takes calls, and may fall asleep. */
    void started() {
        life.started();
    }

    /** A turn ended, or something else that kept it awake. */
    void turnEnded() {
        life.turnEnded();
    }

    /** Begins to end it, giving what runs its time. Without effect if it is ending already. */
    void stop(Ending ending) {
        life.stop(ending);
    }

    /** Ends it. */
    void close(Ending ending) {
        departure.close(ending);
    }

    /** The actor's schedules and jobs; made when they are needed first: most actors have none. */
    ScheduleBook schedules() {
        ScheduleBook made = schedules;
        if (made == null) {
            made = new ScheduleBook(
                    turns,
                    gate.entries(),
                    gate.alarm(),
                    parts.environment().clock(),
                    parts.environment().randomIds(),
                    definition.actions()::containsKey);
            schedules = made;
        }
        return made;
    }

    /** Whether anything has needed its schedules. */
    boolean hasSchedules() {
        return schedules != null;
    }

    /** The actor's queues; made when they are needed first: most actors have none. */
    Queues<S> queues() {
        Queues<S> made = queues;
        if (made == null) {
            made = new Queues<>(this);
            queues = made;
        }
        return made;
    }

    /** The actor's queues, if something has needed them. */
    Optional<Queues<S>> queuesInUse() {
        return Optional.ofNullable(queues);
    }

    /** The actor's key-value store. */
    KeyValueStore keyValues() {
        return new ActorKeyValues(turns, gate.entries());
    }

    /** What the management API shows. Any thread. */
    ActorView view() {
        return new ActorView(
                parts.actorId(),
                parts.address(),
                claim.generation(),
                claim.record().createdAt(),
                startedAt,
                life.isRunning() ? startedAt : null,
                null,
                null);
    }
}
