package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.LongStream;

/** Counts its state changes in a temporary variable. Confined to the actor's turn. */
@ActorType("onStateChangeActor")
final class OnStateChangeActor extends Actor<OnStateChangeActor.State> {

    record State(long value, List<Long> blob) {

        State withValue(long newValue) {
            return new State(newValue, blob);
        }
    }

    private static final double NANOS_PER_MILLI = 1e6;

    private int changeCount;

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, List.of());
    }

    @Override
    protected void onStateChange(State newState) {
        changeCount++;
    }

    @Action
    public long setValue(long newValue) {
        return update(state -> state.withValue(newValue)).value();
    }

    @Action
    public long incrementMultiple(int times) {
        for (int i = 0; i < times; i++) {
            update(state -> state.withValue(state.value() + 1));
        }
        return state().value();
    }

    @ReadOnly
    @Action
    public long getValue() {
        return state().value();
    }

    @ReadOnly
    @Action
    public long getDoubled() {
        return state().value() * 2;
    }

    @Action
    public int getChangeCount() {
        return changeCount;
    }

    @Action
    public void resetChangeCount() {
        changeCount = 0;
    }

    /** Whether reading the state twice gives the same object. */
    @SuppressWarnings("ReferenceEquality") // which is the question
    @Action
    public boolean stateIdentityStable() {
        State first = state();
        return first == state();
    }

    @Action
    public int seedLarge(int size) {
        List<Long> blob = LongStream.range(0, size).boxed().toList();
        return update(state -> new State(state.value(), blob)).blob().size();
    }

    /** How long many changes take; milliseconds. */
    @Action
    public double churn(int times) {
        long start = System.nanoTime();
        incrementMultiple(times);
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
}
