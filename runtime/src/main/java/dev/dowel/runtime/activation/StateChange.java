package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.runtime.failure.Failures;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells an actor that its state changed, in the turn that changed it. Confined to the actor's turn.
 *
 * @param <S> the actor's state
 */
final class StateChange<S extends @Nullable Object> {

    private final Activation<S> activation;
    private boolean telling;

    StateChange(Activation<S> activation) {
        this.activation = activation;
    }

    /** Runs {@code onStateChange}, if the actor has it; it must not change the state again. */
    void tell(byte[] changed) throws Exception {
        if (!activation.definition().hooks().contains(ActorHook.ON_STATE_CHANGE)) {
            return;
        }
        telling = true;
        try {
            activation.behavior().onStateChange(activation.state().get());
            if (!Arrays.equals(activation.state().changedBytes(), changed)) {
                throw Failures.stateChangedInHook().toException();
            }
        } finally {
            telling = false;
        }
    }

    /** Refuses a change while {@code onStateChange} runs. */
    void checkAllowed() {
        if (telling) {
            throw Failures.stateChangedInHook().toException();
        }
    }
}
