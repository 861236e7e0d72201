package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes down which hooks ran, those of a connection only if its caller wants that. Confined to the actor's turn. */
@ActorType("counterWithLifecycle")
final class CounterWithLifecycle extends Actor<CounterWithLifecycle.State> {

    record State(long count, List<String> events) {}

    /** What callers connect with. */
    record Wish(@Nullable Boolean trackLifecycle) {}

    /** Since when a connection is there; milliseconds since 1970. */
    record Joined(long joinTime) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, List.of());
    }

    @Override
    protected void onWake() {
        note("onWake");
    }

    @Override
    protected void onBeforeConnect(ConnectRequest request) {
        if (request.hasParams() && isTracked(request.params(Wish.class))) {
            note("onBeforeConnect");
        }
    }

    @Override
    protected Joined createConnectionState(ConnectRequest request) {
        return new Joined(now().toEpochMilli());
    }

    @Override
    protected void onConnect(Connection connection) {
        if (connection.hasParams() && isTracked(connection.params(Wish.class))) {
            note("onConnect");
        }
    }

    @Override
    protected void onDisconnect(Connection connection) {
        if (connection.hasParams() && isTracked(connection.params(Wish.class))) {
            note("onDisconnect");
        }
    }

    private static boolean isTracked(Wish wish) {
        return Boolean.TRUE.equals(wish.trackLifecycle());
    }

    private void note(String event) {
        update(state -> new State(
                state.count(),
                Stream.concat(state.events().stream(), Stream.of(event)).toList()));
    }

    @ReadOnly
    @Action
    public List<String> getEvents() {
        return state().events();
    }

    @Action
    public long increment(long amount) {
        return update(state -> new State(state.count() + amount, state.events()))
                .count();
    }
}
