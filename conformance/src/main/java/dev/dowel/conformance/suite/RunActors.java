package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Actors that do something in the background, and one that does not. Each is confined to its turn. */
final class RunActors {

    private static final long SLEEP_TIMEOUT_MILLIS = 1000;
    private static final Duration UNTIL_END = Duration.ofMillis(200);

    private RunActors() {}

    private static LifecycleObserver.Report report(String actorKey, String event) {
        return new LifecycleObserver.Report(actorKey, event);
    }

    /** Ticks until it is stopped. */
    @ActorType("runWithTicks")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class Ticks extends Actor<Ticks.Ticked> {

        record Ticked(int tickCount, long lastTickAt, boolean runStarted, boolean runExited) {}

        private static final Duration BETWEEN_TICKS = Duration.ofMillis(50);

        @Override
        protected Ticked createState(CreateRequest request) {
            return new Ticked(0, 0, false, false);
        }

        @Override
        protected void run() throws InterruptedException {
            try {
                while (true) {
                    update(state -> new Ticked(state.tickCount() + 1, now().toEpochMilli(), true, state.runExited()));
                    pause(BETWEEN_TICKS);
                }
            } finally {
                update(state -> new Ticked(state.tickCount(), state.lastTickAt(), state.runStarted(), true));
            }
        }

        @ReadOnly
        @Action
        public Ticked getState() {
            return state();
        }
    }

    /** Handles what comes into its queue, and may sleep until something does. */
    @ActorType("runWithQueueConsumer")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class QueueConsumer extends Actor<QueueConsumer.Consumed> {

        record Received(String name, Object body) {}

        record Consumed(List<Received> messagesReceived, boolean runStarted, int wakeCount) {

            Consumed with(Received message) {
                return new Consumed(
                        Stream.concat(messagesReceived.stream(), Stream.of(message))
                                .toList(),
                        runStarted,
                        wakeCount);
            }
        }

        static final Queue<Object, @Nullable Void> MESSAGES = Queue.of("messages", Object.class);

        @Override
        protected Consumed createState(CreateRequest request) {
            return new Consumed(List.of(), false, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Consumed(state.messagesReceived(), state.runStarted(), state.wakeCount() + 1));
        }

        @Override
        protected void run() throws InterruptedException {
            update(state -> new Consumed(state.messagesReceived(), true, state.wakeCount()));
            queue(MESSAGES)
                    .forEach(message -> update(state -> state.with(new Received(message.queue(), message.body()))));
        }

        @ReadOnly
        @Action
        public Consumed getState() {
            return state();
        }

        @Action
        public boolean sendMessage(Object body) {
            queue(MESSAGES).send(body);
            return true;
        }
    }

    /** Ends its work long before it is stopped, and tells an observer about its own end. */
    @ActorType("runWithEarlyExit")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class EarlyExit extends Actor<EarlyExit.Lived> {

        record Lived(boolean runStarted, boolean runExited, boolean destroyCalled, int sleepCount, int wakeCount) {

            Lived woken() {
                return new Lived(runStarted, runExited, destroyCalled, sleepCount, wakeCount + 1);
            }

            Lived slept() {
                return new Lived(runStarted, runExited, destroyCalled, sleepCount + 1, wakeCount);
            }

            Lived started() {
                return new Lived(true, runExited, destroyCalled, sleepCount, wakeCount);
            }

            Lived exited() {
                return new Lived(runStarted, true, destroyCalled, sleepCount, wakeCount);
            }

            Lived destroyed() {
                return new Lived(runStarted, runExited, true, sleepCount, wakeCount);
            }
        }

        @Override
        protected Lived createState(CreateRequest request) {
            return new Lived(false, false, false, 0, 0);
        }

        @Override
        protected void onWake() {
            update(Lived::woken);
        }

        @Override
        protected void run() throws InterruptedException {
            update(Lived::started);
            pause(UNTIL_END);
            update(Lived::exited);
        }

        @Override
        protected void onSleep() {
            update(Lived::slept);
            tell("sleep");
        }

        @Override
        protected void onDestroy() {
            update(Lived::destroyed);
            tell("destroy");
        }

        private void tell(String event) {
            actor(LifecycleObserver.class, "run-with-early-exit")
                    .call(LifecycleObserver::recordEvent, report(id(), event));
        }

        @ReadOnly
        @Action
        public Lived getState() {
            return state();
        }

        @Action("destroy")
        public void end() {
            destroy();
        }
    }

    /** Fails at its work. */
    @ActorType("runWithError")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class Failing extends Actor<Failing.Failed> {

        record Failed(boolean runStarted, boolean destroyCalled, int sleepCount, int wakeCount) {}

        @Override
        protected Failed createState(CreateRequest request) {
            return new Failed(false, false, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state ->
                    new Failed(state.runStarted(), state.destroyCalled(), state.sleepCount(), state.wakeCount() + 1));
        }

        @Override
        protected void onSleep() {
            update(state ->
                    new Failed(state.runStarted(), state.destroyCalled(), state.sleepCount() + 1, state.wakeCount()));
        }

        @Override
        protected void run() throws InterruptedException {
            update(state -> new Failed(true, state.destroyCalled(), state.sleepCount(), state.wakeCount()));
            pause(UNTIL_END);
            throw new IllegalStateException("This work always fails.");
        }

        @Override
        protected void onDestroy() {
            update(state -> new Failed(state.runStarted(), true, state.sleepCount(), state.wakeCount()));
        }

        @ReadOnly
        @Action
        public Failed getState() {
            return state();
        }
    }

    /** Puts itself to sleep the first time. */
    @ActorType("runSelfInitiatedSleep")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class SelfInitiatedSleep extends Actor<SelfInitiatedSleep.Slept> {

        record Slept(int runCount, int wakeCount, int sleepCount, String marker) {}

        @Override
        protected Slept createState(CreateRequest request) {
            return new Slept(0, 0, 0, "new");
        }

        @Override
        protected void onWake() {
            update(state -> new Slept(state.runCount(), state.wakeCount() + 1, state.sleepCount(), state.marker()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Slept(state.runCount(), state.wakeCount(), state.sleepCount() + 1, "slept"));
        }

        @Override
        protected void run() {
            boolean first = state().runCount() == 0;
            update(state -> new Slept(
                    state.runCount() + 1,
                    state.wakeCount(),
                    state.sleepCount(),
                    first ? "sleep-requested" : state.marker()));
            if (first) {
                sleep();
            }
        }

        @ReadOnly
        @Action
        public Slept getState() {
            return state();
        }
    }

    /** Destroys itself. */
    @ActorType("runSelfInitiatedDestroy")
    static final class SelfInitiatedDestroy extends Actor<SelfInitiatedDestroy.Requested> {

        record Requested(int runCount, boolean destroyRequested) {}

        @Override
        protected Requested createState(CreateRequest request) {
            return new Requested(0, false);
        }

        @Override
        protected void run() {
            update(state -> new Requested(state.runCount() + 1, true));
            destroy();
        }

        @Override
        protected void onDestroy() {
            actor(LifecycleObserver.class, "self-initiated-destroy")
                    .call(LifecycleObserver::recordEvent, report(id(), "destroy"));
        }

        @ReadOnly
        @Action
        public Requested getState() {
            return state();
        }
    }

    /** Does not listen when it is stopped. */
    @ActorType("runIgnoresAbortStopTimeout")
    @ActorOptions(sleepTimeoutMillis = 50, sleepGracePeriodMillis = 100)
    static final class IgnoresStop extends Actor<IgnoresStop.Counts> {

        record Counts(int wakeCount, int destroyCount) {}

        @Override
        protected Counts createState(CreateRequest request) {
            return new Counts(0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Counts(state.wakeCount() + 1, state.destroyCount()));
        }

        @Override
        protected void onDestroy() {
            update(state -> new Counts(state.wakeCount(), state.destroyCount() + 1));
        }

        @Override
        protected void run() throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            await(() -> {
                while (true) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        log().debug("Told to stop, and going on.");
                    }
                }
            });
        }

        @ReadOnly
        @Action
        public Counts getState() {
            return state();
        }

        @Action("destroy")
        public void end() {
            destroy();
        }
    }

    /** Does nothing in the background. */
    @ActorType("runWithoutHandler")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class WithoutRun extends Actor<WithoutRun.Woken> {

        record Woken(int wakeCount) {}

        @Override
        protected Woken createState(CreateRequest request) {
            return new Woken(0);
        }

        @Override
        protected void onWake() {
            update(state -> new Woken(state.wakeCount() + 1));
        }

        @ReadOnly
        @Action
        public Woken getState() {
            return state();
        }
    }
}
