package dev.dowel.benchmarks;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import org.jspecify.annotations.Nullable;

/** Adds up what comes through its queue. Confined to the actor's turn. */
@ActorType("collector")
public final class Collector extends Actor<Collector.State> {

    /** Numbers to add. */
    public static final Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);

    /** What was added up. Immutable. */
    public record State(long count, long sum) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, 0);
    }

    @Override
    protected void run() throws InterruptedException {
        queue(NUMBERS).forEach(number -> update(state -> new State(state.count() + 1, state.sum() + number.body())));
    }
}
