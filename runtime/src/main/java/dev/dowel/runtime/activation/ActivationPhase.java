package dev.dowel.runtime.activation;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where the life of an activation stands, and where it may go from there. Immutable.
 *
 * <p>Loading comes before: the {@link Slot} reads the actor, then there is an activation.
 */
enum ActivationPhase {
    /** Its start turn runs. */
    STARTING,
    /** It takes calls. */
    RUNNING,
    /** Its grace period: it takes no new calls, tells the actor, and lets end what runs. */
    SLEEPING,
    /** The turn that destroys the actor runs its last hooks. */
    DESTROYING,
    /** Nothing of it happens any more. */
    STOPPED,
    /** The same, but one turn of it takes no notice and may still run. Nothing may run beside that. */
    GIVEN_UP;

    private Set<ActivationPhase> next() {
        return switch (this) {
            case STARTING -> EnumSet.of(RUNNING, DESTROYING, STOPPED);
            case RUNNING -> EnumSet.of(SLEEPING, DESTROYING, STOPPED, GIVEN_UP);
            case SLEEPING -> EnumSet.of(DESTROYING, STOPPED, GIVEN_UP);
            case DESTROYING -> EnumSet.of(RUNNING, SLEEPING, STARTING, STOPPED, GIVEN_UP);
            case STOPPED, GIVEN_UP -> EnumSet.noneOf(ActivationPhase.class);
        };
    }

    /** The next phase, which must be a legal one. A turn that fails to destroy the actor goes back to where it was. */
    ActivationPhase to(ActivationPhase wanted) {
        if (!next().contains(wanted)) {
            throw new IllegalStateException("An activation does not go from " + this + " to " + wanted + ".");
        }
        return wanted;
    }
}
