package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.Stream;

/** Remembers what happened to other actors, which tell it. Confined to the actor's turn. */
@ActorType("lifecycleObserver")
@ActorOptions(noSleep = true)
final class LifecycleObserver extends Actor<LifecycleObserver.State> {

    /** What an actor tells about itself. */
    record Report(String actorKey, String event) {}

    /** The same, and when; milliseconds since 1970. */
    record Observed(String actorKey, String event, long timestamp) {}

    record State(List<Observed> events) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    @Action
    public void recordEvent(Report report) {
        Observed observed = new Observed(report.actorKey(), report.event(), now().toEpochMilli());
        update(state -> new State(
                Stream.concat(state.events().stream(), Stream.of(observed)).toList()));
    }

    @ReadOnly
    @Action
    public List<Observed> getEvents() {
        return state().events();
    }

    @Action
    public void clearEvents() {
        setState(new State(List.of()));
    }
}
