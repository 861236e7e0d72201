package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import org.jspecify.annotations.Nullable;

/** Has nothing to remember. Confined to the actor's turn. */
@ActorType("statelessActor")
final class StatelessActor extends Actor<Void> {

    /** Whether something worked, and why not. */
    record Attempt(boolean success, @Nullable String error) {}

    @Action
    public String ping() {
        return "pong";
    }

    @Action
    public String echo(String message) {
        return message;
    }

    @Action
    public String getActorId() {
        return id();
    }

    @Action
    public Attempt tryGetState() {
        try {
            state();
            return new Attempt(true, null);
        } catch (IllegalStateException e) {
            return new Attempt(false, e.getMessage());
        }
    }
}
