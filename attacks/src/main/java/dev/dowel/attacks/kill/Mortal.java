package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import java.time.Duration;

/** Counts the visits of one life, in its state and in a value. Confined to the actor's turn. */
@ActorType("mortal")
@ActorOptions(sleepTimeoutMillis = 60)
final class Mortal extends Actor<Mortal.State> {

    record State(long visits) {}

    /** Which life it is, and its visits: as the state and as the value say. */
    record Visit(String id, long visits, long stored) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Action
    public Visit visit() {
        long stored = kv().getText("visits").map(Long::parseLong).orElse(0L) + 1;
        kv().putText("visits", Long.toString(stored));
        if (stored == 1) {
            // Must never run for a later life.
            schedule().after(Duration.ofHours(1), Mortal::visit);
        }
        return new Visit(id(), update(state -> new State(state.visits() + 1)).visits(), stored);
    }

    @Action
    public void end() {
        destroy();
    }
}
