package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows its callers by the names they connect with. Confined to the actor's turn. */
@ActorType("counterWithParams")
final class CounterWithParams extends Actor<CounterWithParams.State> {

    record State(long count, List<String> initializers) {}

    /** What callers connect with, and what their connections remember. */
    record Caller(@Nullable String name) {}

    /** A new count, and whose doing it is. */
    record Change(long count, @Nullable String by) {}

    static final Event<Change> NEW_COUNT = Event.of("newCount", Change.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, List.of());
    }

    @Override
    protected Caller createConnectionState(ConnectRequest request) {
        Caller caller = request.hasParams() ? request.params(Caller.class) : new Caller(null);
        return new Caller(Objects.requireNonNullElse(caller.name(), "anonymous"));
    }

    @Override
    protected void onConnect(Connection connection) {
        String name = String.valueOf(connection.state(Caller.class).name());
        update(state -> new State(
                state.count(),
                Stream.concat(state.initializers().stream(), Stream.of(name)).toList()));
    }

    @Action
    public long increment(long amount) {
        long count = update(state -> new State(state.count() + amount, state.initializers()))
                .count();
        broadcast(NEW_COUNT, new Change(count, connection().state(Caller.class).name()));
        return count;
    }

    @ReadOnly
    @Action
    public List<String> getInitializers() {
        return state().initializers();
    }
}
