package dev.dowel.benchmarks;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorHandle;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.time.Duration;

/** The actor every system under load runs: a durable number. Confined to the actor's turn. */
@ActorType("counter")
public final class Counter extends Actor<Counter.State> {

    /** Tells subscribers the number that was published. */
    public static final Event<Long> PUBLISHED = Event.of("ev", Long.class);

    /** The durable state. Immutable. */
    public record State(long count) {}

    /** The actor as it is measured: it sleeps only when a workload is about sleep. */
    static ActorDefinition<State> sleepingAfter(Duration idle) {
        ActorDefinition<State> read = ActorDefinition.of(Counter.class);
        return read.withSettings(read.settings().withSleep(idle, read.settings().sleepGracePeriod()));
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Adds and returns the new count. */
    @Action
    public long increment(long by) {
        return update(state -> new State(state.count() + by)).count();
    }

    /** The count. */
    @ReadOnly
    @Action
    public long get() {
        return state().count();
    }

    /** Increments another counter {@code times} times, one call after the other, and returns {@code times}. */
    @Action
    public long callOther(String key, long times) {
        ActorHandle<Counter> other = actor(Counter.class, key);
        for (long call = 0; call < times; call++) {
            other.call(Counter::increment, 1L);
        }
        return times;
    }

    /** Increments this counter once, later, even if it sleeps then. */
    @Action
    public void incrementAfter(long seconds) {
        schedule().after(Duration.ofSeconds(seconds), Counter::increment, 1L);
    }

    /** Sends a number to every subscriber. Changes nothing durable. */
    @Action
    public long publish(long number) {
        broadcast(PUBLISHED, number);
        return number;
    }
}
