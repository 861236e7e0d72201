package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;

/** Actors that do something when their state changes. Each is confined to its turn. */
final class StateChangeActors {

    private StateChangeActors() {}

    record State(long value, long derivedValue) {

        State withValue(long newValue) {
            return new State(newValue, derivedValue);
        }
    }

    /** Derives temporary variables, which changes no state. */
    @ActorType("stateChangeRecursionActor")
    static final class Recursion extends Actor<State> {

        /** Everything there is to know. */
        record All(long value, long derivedValue, int callCount) {}

        private long derivedValue;
        private int callCount;

        @Override
        protected State createState(CreateRequest request) {
            return new State(0, 0);
        }

        @Override
        protected void onStateChange(State newState) {
            derivedValue = newState.value() * 2;
            callCount++;
        }

        @Action
        public long setValue(long newValue) {
            return update(state -> state.withValue(newValue)).value();
        }

        @ReadOnly
        @Action
        public long getDerivedValue() {
            return derivedValue;
        }

        @ReadOnly
        @Action
        public int getOnStateChangeCallCount() {
            return callCount;
        }

        @ReadOnly
        @Action
        public All getAll() {
            return new All(state().value(), derivedValue, callCount);
        }
    }

    /** Tries to change the state, which is refused, and goes on. */
    @ActorType("stateChangeReentrantMutationActor")
    static final class ReentrantMutation extends Actor<State> {

        /** Everything there is to know. */
        record Result(long value, long derivedValue, int callCount, String errorGroup, String errorCode) {}

        private int callCount;
        private String errorGroup = "";
        private String errorCode = "";

        @Override
        protected State createState(CreateRequest request) {
            return new State(0, 0);
        }

        @Override
        protected void onStateChange(State newState) {
            callCount++;
            try {
                setState(new State(newState.value(), newState.value() * 2));
            } catch (ActorError e) {
                errorGroup = e.group();
                errorCode = e.code();
            }
        }

        @Action
        public long setValue(long newValue) {
            return update(state -> state.withValue(newValue)).value();
        }

        @ReadOnly
        @Action
        public Result getResult() {
            return new Result(state().value(), state().derivedValue(), callCount, errorGroup, errorCode);
        }
    }
}
