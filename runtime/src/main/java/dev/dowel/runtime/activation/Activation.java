package dev.dowel.runtime.activation;

import dev.dowel.ActorBehavior;
import dev.dowel.ActorDefinition;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSet;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.store.Claim;
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

        /** The place is free. Called holding the token, or on the commit thread; again is the same as once. */
        void left(Activation<?> leaver);
    }

    /** Why an activation ended, and what its sockets are told. */
    enum Ending {
        /** The actor is gone. Clients with a key connect again and create another. */
        DESTROYED(1000, ""),
        /** A commit failed: memory is ahead of the store and must be forgotten. Clients connect again. */
        DISCARDED(1011, "actor.restarting"),
        /** It never started. */
        START_FAILED(1011, "actor.start_failed"),
        /** The server stops. Clients connect again. */
        SHUTDOWN(1011, "ws.going_away");

        private final int closeCode;
        private final String reason;

        Ending(int closeCode, String reason) {
            this.closeCode = closeCode;
            this.reason = reason;
        }
    }

    private final ActorDefinition<S> definition;
    private final Claim claim;
    private final ActivationParts parts;
    private final ConnectionSet connections = new ConnectionSet();
    private final StateCell<S> state;
    private final Gate gate;
    private final RelaxedSaver saver;
    private final TurnRunner turns;
    private final ActivationContext<S> context;
    private final Lease lease;
    private final long startedAt;
    private volatile @Nullable ActorAddress waitingFor;
    private volatile boolean closed;
    private @Nullable ActorBehavior<S> behavior;
    private @Nullable Target createdFor;

    /**
     * Puts an activation together.
     *
     * @param checkStates whether states that were changed in place are looked for
     * @param lease its place among the running actors
     */
    Activation(
            ActorDefinition<S> definition,
            Claim claim,
            ActivationParts parts,
            Committer committer,
            boolean checkStates,
            Lease lease) {
        this.definition = definition;
        this.claim = claim;
        this.parts = parts;
        this.lease = lease;
        this.startedAt = parts.environment().clock().millis();
        this.state = new StateCell<>(definition.stateType(), checkStates);
        this.gate = new Gate(claim, committer, () -> parts.token().enqueue(() -> close(Ending.DISCARDED)));
        this.saver = new RelaxedSaver(
                gate,
                parts.environment().timers(),
                parts.token(),
                definition.settings().stateSaveInterval());
        this.turns = new TurnRunner(parts, state, gate, saver, this, claim.isNew());
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
        if (closed || gate.isDiscarded()) {
            // Essential work is about this activation, and it is over.
            if (!work.essential()) {
                parts.dispatcher().dispatch(work);
            }
        } else if (work.target() instanceof Target.ById byId && !byId.actorId().equals(parts.actorId())) {
            work.fail().accept(Failures.notFound());
        } else {
            work.run().accept(this);
        }
    }

    /** Whether it ended. Any thread. */
    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Ends it. What waits in its mailbox is dispatched again. */
    void close(Ending ending) {
        if (closed) {
            return;
        }
        closed = true;
        if (ending == Ending.SHUTDOWN) {
            saver.flush();
        }
        for (ActorConnection connection : connections.removeAll()) {
            connection.closeSocket(ending.closeCode, ending.reason);
        }
        if (ending == Ending.DESTROYED) {
            lease.leaving(this);
        } else {
            lease.left(this);
        }
    }

    @Override
    public void runDestroyHook() {
        try {
            behavior().onDestroy();
        } catch (Exception e) { // an actor that cannot be destroyed would be worse than one that misses its farewell
            parts.boundary().internal(e, parts.address(), parts.actorId(), "onDestroy");
        }
    }

    @Override
    public Output destruction() {
        return new Output() {
            @Override
            public void release() {
                lease.left(Activation.this);
            }

            @Override
            public void fail(Failure failure) {
                lease.left(Activation.this);
            }
        };
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
                startedAt,
                null);
    }
}
