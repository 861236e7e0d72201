package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.time.Duration;

/** Actors that do something beside their calls while they stay awake or fall asleep. Each is confined to its turn. */
final class SleepWaitUntilActors {

    private SleepWaitUntilActors() {}

    /** Says a last word to its caller after it was told to sleep. */
    @ActorType("sleepWithWaitUntilMessage")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static final class LastWord extends Actor<LastWord.Words> {

        record Words(int startCount, int sleepCount, int waitUntilMessageCount) {}

        private static final Duration A_MOMENT = Duration.ofMillis(10);

        @Override
        protected Words createState(CreateRequest request) {
            return new Words(0, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Words(state.startCount() + 1, state.sleepCount(), state.waitUntilMessageCount()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Words(state.startCount(), state.sleepCount() + 1, state.waitUntilMessageCount()));
        }

        @Action
        public void triggerSleep() {
            Connection caller = connection();
            waitUntil(() -> {
                pause(A_MOMENT);
                Words counted = update(
                        state -> new Words(state.startCount(), state.sleepCount(), state.waitUntilMessageCount() + 1));
                caller.send("sleeping", new SleepCounts(counted.startCount(), counted.sleepCount()));
            });
            sleep();
        }

        @ReadOnly
        @Action
        public Words getCounts() {
            return state();
        }
    }

    /** Begins something while it starts. */
    @ActorType("sleepWithWaitUntilInOnWake")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static final class WhileStarting extends Actor<WhileStarting.Begun> {

        record Begun(int startCount, int sleepCount, boolean waitUntilCalled, boolean waitUntilCompleted) {}

        @Override
        protected Begun createState(CreateRequest request) {
            return new Begun(0, 0, false, false);
        }

        @Override
        protected void onWake() {
            waitUntil(() ->
                    update(state -> new Begun(state.startCount(), state.sleepCount(), state.waitUntilCalled(), true)));
            update(state -> new Begun(state.startCount() + 1, state.sleepCount(), true, state.waitUntilCompleted()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Begun(
                    state.startCount(), state.sleepCount() + 1, state.waitUntilCalled(), state.waitUntilCompleted()));
        }

        @Action
        public void triggerSleep() {
            sleep();
        }

        @ReadOnly
        @Action
        public Begun getStatus() {
            return state();
        }
    }

    /** Begins something while it falls asleep, and finishes it within its grace period. */
    @ActorType("sleepWaitUntilVarsDuringGrace")
    @ActorOptions(sleepTimeoutMillis = 100, sleepGracePeriodMillis = 1000)
    static final class WhileFallingAsleep extends Actor<WhileFallingAsleep.Finished> {

        record Finished(int startCount, int sleepCount, int waitUntilStarted, int waitUntilFinished) {}

        private static final Duration WITHIN_GRACE = Duration.ofMillis(150);

        private boolean dirty;

        @Override
        protected Finished createState(CreateRequest request) {
            return new Finished(0, 0, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Finished(
                    state.startCount() + 1, state.sleepCount(), state.waitUntilStarted(), state.waitUntilFinished()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Finished(
                    state.startCount(), state.sleepCount() + 1, state.waitUntilStarted(), state.waitUntilFinished()));
            waitUntil(this::touch);
        }

        private void touch() throws InterruptedException {
            update(state -> new Finished(
                    state.startCount(), state.sleepCount(), state.waitUntilStarted() + 1, state.waitUntilFinished()));
            pause(WITHIN_GRACE);
            dirty = true;
            update(state -> new Finished(
                    state.startCount(),
                    state.sleepCount(),
                    state.waitUntilStarted(),
                    state.waitUntilFinished() + (dirty ? 1 : 0)));
        }

        @Action
        public void triggerSleep() {
            sleep();
        }

        @ReadOnly
        @Action
        public Finished getStatus() {
            return state();
        }
    }

    /** Counts calls that begin something of every kind. */
    @ActorType("counterWaitUntilProbe")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static final class Probe extends Actor<Probe.Count> {

        record Count(int count) {}

        /** A result nobody asked for. */
        record Done(boolean ok) {}

        private static final Done DONE = new Done(true);

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0);
        }

        private int counted() {
            return update(state -> new Count(state.count() + 1)).count();
        }

        @Action
        public int triggerWaitUntilVoid() {
            waitUntil(() -> {});
            return counted();
        }

        @Action
        public int triggerWaitUntilWithValue() {
            waitUntil(() -> log().debug("{}", DONE));
            return counted();
        }

        @Action
        public int triggerWaitUntilRejectVoid() {
            waitUntil(() -> {
                throw new IllegalStateException("reject-with-error-ok");
            });
            return counted();
        }

        @Action
        public int triggerKeepAwakeVoid() throws Exception {
            int count = counted();
            keepAwake(() -> null);
            return count;
        }

        @Action
        public int triggerKeepAwakeWithValue() throws Exception {
            int count = counted();
            keepAwake(() -> DONE);
            return count;
        }

        @ReadOnly
        @Action
        public int getCount() {
            return state().count();
        }
    }
}
