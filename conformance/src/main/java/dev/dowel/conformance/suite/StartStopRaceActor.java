package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.time.Duration;

/** Takes its time to start, so that stops can overtake. Confined to the actor's turn. */
@ActorType("startStopRaceActor")
final class StartStopRaceActor extends Actor<StartStopRaceActor.State> {

    record State(boolean initialized, long startTime, boolean destroyCalled, boolean startCompleted) {}

    private static final Duration SLOW_START = Duration.ofMillis(100);

    @Override
    protected State createState(CreateRequest request) {
        return new State(false, 0, false, false);
    }

    @Override
    protected void onWake() throws InterruptedException {
        long startTime = now().toEpochMilli();
        update(state -> new State(state.initialized(), startTime, state.destroyCalled(), state.startCompleted()));
        pause(SLOW_START);
        update(state -> new State(true, startTime, state.destroyCalled(), true));
        report("started");
    }

    @Override
    protected void onDestroy() {
        update(state -> new State(state.initialized(), state.startTime(), true, state.startCompleted()));
        report("destroy");
    }

    private void report(String event) {
        actor(LifecycleObserver.class, "observer")
                .call(
                        LifecycleObserver::recordEvent,
                        new LifecycleObserver.Report(String.join("/", key().parts()), event));
    }

    @ReadOnly
    @Action
    public State getState() {
        return state();
    }

    @ReadOnly
    @Action
    public String ping() {
        return "pong";
    }

    @Action("destroy")
    public void destroyActor() {
        destroy();
    }
}
