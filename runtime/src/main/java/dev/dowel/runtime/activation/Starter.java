package dev.dowel.runtime.activation;

import dev.dowel.ActorBehavior;
import dev.dowel.ActorKey;
import dev.dowel.CreateRequest;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.connection.UntrustedValue;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.queue.StoredQueues;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.turn.Turn;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts an activation: one turn that makes or loads the state and wakes the actor. A new actor exists if this turn
 * succeeds, and its record and first state are written together. Confined to the actor's turn.
 *
 * @param stored what the store has of the actor
 * @param input what a new actor is created with, or null
 * @param failed told why it did not start; on the turn's or the timer thread
 * @param <S> the actor's state
 */
record Starter<S extends @Nullable Object>(
        Activation<S> activation, Stored stored, @Nullable RawValue input, Consumer<Failure> failed) {

    /**
     * What the store has of an actor. Immutable.
     *
     * @param state its state, or null
     * @param schedules its schedules and jobs
     * @param queues its queues
     */
    record Stored(byte @Nullable [] state, List<Entry> schedules, StoredQueues queues) {
        static final Stored NOTHING = new Stored(null, List.of(), StoredQueues.NOTHING);
    }

    /** True if the actor runs. */
    boolean start() {
        boolean isNew = activation.claim().isNew();
        TurnPlan plan = new HookRunner<>(activation).plan(isNew ? "createState" : "onWake", null, this::fail);
        return activation.turns().run(plan, turn -> {
            ActorBehavior<S> behavior = activation.instantiate();
            if (stored.schedules().isEmpty()) {
                activation.gate().alarm().load(null, stored.queues().alarm());
            } else {
                activation.schedules().load(stored.schedules(), stored.queues().alarm());
            }
            if (!stored.queues().isNothing()) {
                activation.queues().book().load(stored.queues());
            }
            behavior.onMigrate(isNew);
            if (isNew) {
                create(behavior);
            } else {
                activation.state().load(stored.state());
            }
            activation.hasState();
            behavior.onWake();
        });
    }

    /** If its time is up while it runs, nobody starts the actor again before it has ended. */
    @SuppressWarnings("ReferenceEquality") // it is about this very turn
    private void fail(Failure failure) {
        OpenTurns open = activation.turns().open();
        Turn running = open.running();
        if (running != null) {
            ActivationParts parts = activation.parts();
            parts.stuckTurns().startExpired(parts.address(), running, () -> open.running() == running);
        }
        failed.accept(startFailure(failure));
    }

    private void create(ActorBehavior<S> behavior) throws Exception {
        CreateRequest request = new Request(
                activation.parts().address().name(),
                activation.parts().address().key(),
                new UntrustedValue(input, "actor's input"));
        S state = behavior.createState(request);
        if (state == null && activation.definition().stateType() != Void.class) {
            throw new IllegalStateException("createState() returned null. An actor without state extends Actor<Void>.");
        }
        activation.state().set(state);
        behavior.onCreate(request);
        activation.turns().complete();
    }

    /** An actor that refuses to be says so itself; everything else is a failed start. */
    private static Failure startFailure(Failure failure) {
        return failure.error().group().equals("rivetkit")
                ? new Failure(
                        new ErrorBody("actor", "start_failed", "The actor could not be started."), failure.traceId())
                : failure;
    }

    private record Request(String name, ActorKey key, UntrustedValue given) implements CreateRequest {

        @Override
        public boolean hasInput() {
            return given.isPresent();
        }

        @Override
        public <T> T input(Class<T> type) {
            return given.decode(type);
        }

        @Override
        public <T extends @Nullable Object> T input(Type type) {
            return given.decode(type);
        }
    }
}
