package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;

/** Counts. Confined to the actor's turn. */
@ActorType("tally")
final class Tally extends Actor<Tally.State> {

    record State(long count) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Action
    public long increment() {
        return update(state -> new State(state.count() + 1)).count();
    }

    @ReadOnly
    @Action
    public long count() {
        return state().count();
    }
}
