package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.util.List;

/** Durable state, an input, an event and its own identity. Confined to the actor's turn. */
@ActorType("counter")
final class Counter extends Actor<Counter.State> {

    record State(long count) {}

    /** What a counter is created with. */
    record Start(long count) {}

    static final Event<Long> NEW_COUNT = Event.of("newCount", Long.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(request.hasInput() ? request.input(Start.class).count() : 0);
    }

    @Action
    public long increment(long amount) {
        long count = update(state -> new State(state.count() + amount)).count();
        broadcast(NEW_COUNT, count);
        return count;
    }

    @ReadOnly
    @Action
    public long getCount() {
        return state().count();
    }

    @ReadOnly
    @Action
    public List<String> parts() {
        return key().parts();
    }

    @ReadOnly
    @Action
    public List<String> identity() {
        return List.of(id(), name());
    }

    @Action("destroy")
    public void remove() {
        destroy();
    }
}
