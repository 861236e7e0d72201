package dev.dowel.embedded;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;

/** The actor a {@link Training} calls: what most actors do, and nothing else. Confined to the actor's turn. */
@ActorType(Trainee.NAME)
final class Trainee extends Actor<Trainee.State> {

    static final String NAME = "dowelTraining";

    private static final Event<Long> ADDED = Event.of("added", Long.class);

    /** What it keeps. Immutable. */
    record State(long count) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Adds, tells subscribers, and returns the new count. */
    @Action
    long add(long by) {
        long count = update(state -> new State(state.count() + by)).count();
        broadcast(ADDED, count);
        return count;
    }

    /** Lets another one add. */
    @Action
    long addTo(String key, long by) {
        return actor(Trainee.class, key).call(Trainee::add, by);
    }
}
