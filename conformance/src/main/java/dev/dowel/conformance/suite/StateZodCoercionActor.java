package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has a state with defaults for what was not stored. Confined to the actor's turn. */
@ActorType("stateZodCoercionActor")
@ActorOptions(sleepTimeoutMillis = 100)
final class StateZodCoercionActor extends Actor<StateZodCoercionActor.State> {

    record State(@Nullable Long count, @Nullable String label) {

        State {
            count = Objects.requireNonNullElse(count, 0L);
            label = Objects.requireNonNullElse(label, "default");
        }
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(null, null);
    }

    @ReadOnly
    @Action
    public State getState() {
        return state();
    }

    @Action
    public void setCount(long count) {
        update(state -> new State(count, state.label()));
    }

    @Action
    public void setLabel(String label) {
        update(state -> new State(state.count(), label));
    }

    @Action
    public void triggerSleep() {
        sleep();
    }
}
