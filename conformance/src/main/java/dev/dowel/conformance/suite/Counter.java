package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.util.List;

/** A number, and an event when it changes. Confined to the actor's turn. */
@ActorType("counter")
final class Counter extends Actor<Counter.State> {

    record State(long count) {}

    static final Event<Long> NEW_COUNT = Event.of("newCount", Long.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Action
    public long increment(long amount) {
        return setCount(state().count() + amount);
    }

    @Action
    public long setCount(long count) {
        setState(new State(count));
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
    public List<String> getKey() {
        return key().parts();
    }
}
