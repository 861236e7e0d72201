package dev.dowel.examples;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;

/** A number that only grows by what it is told, and tells everybody. Confined to the actor's turn. */
// @start region="counter"
@ActorType("counter")
public final class Counter extends Actor<Counter.State> {

    /** What is kept on disk. */
    public record State(long count) {}

    /** The count has changed. */
    public static final Event<Long> NEW_COUNT = Event.of("newCount", Long.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Adds an amount and returns the new count. */
    @Action
    public long increment(long amount) {
        long count = update(state -> new State(state.count() + amount)).count();
        broadcast(NEW_COUNT, count); // leaves after the commit, and so does the reply
        return count;
    }

    /** Returns the count. */
    @ReadOnly
    @Action
    public long getCount() {
        return state().count();
    }
}
// @end region="counter"
