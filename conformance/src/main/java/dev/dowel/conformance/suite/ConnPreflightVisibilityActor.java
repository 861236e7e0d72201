package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes down which connections each connection hook sees. Confined to the actor's turn. */
@ActorType("connPreflightVisibilityActor")
final class ConnPreflightVisibilityActor extends Actor<ConnPreflightVisibilityActor.State> {

    /** What callers connect with: a name, and how long the hooks take; milliseconds. */
    record Params(
            @Nullable String label,
            @Nullable Long beforeDelayMs,
            @Nullable Long createDelayMs) {}

    /** What a connection remembers. */
    record Label(String label) {}

    /** What {@code onConnect} of a connection saw. */
    record Connected(String label, boolean ownVisible, List<String> visibleLabels) {}

    /** What {@code onDisconnect} of a connection saw. */
    record Disconnected(String label, List<String> otherLabels) {}

    record State(
            List<List<String>> beforeVisibleLabels,
            List<List<String>> createVisibleLabels,
            List<Connected> connectSnapshots,
            List<Disconnected> disconnectSnapshots) {}

    /** The answer to callers. */
    record Snapshot(
            int beforeStarted,
            int createStarted,
            List<List<String>> beforeVisibleLabels,
            List<List<String>> createVisibleLabels,
            List<Connected> connectSnapshots,
            List<Disconnected> disconnectSnapshots,
            List<String> visibleLabels) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of(), List.of(), List.of(), List.of());
    }

    @Override
    protected void onBeforeConnect(ConnectRequest request) throws InterruptedException {
        List<String> visible = visibleLabels();
        update(state -> new State(
                append(state.beforeVisibleLabels(), visible),
                state.createVisibleLabels(),
                state.connectSnapshots(),
                state.disconnectSnapshots()));
        pauseFor(paramsOf(request).beforeDelayMs());
    }

    @Override
    protected Label createConnectionState(ConnectRequest request) throws InterruptedException {
        List<String> visible = visibleLabels();
        update(state -> new State(
                state.beforeVisibleLabels(),
                append(state.createVisibleLabels(), visible),
                state.connectSnapshots(),
                state.disconnectSnapshots()));
        Params params = paramsOf(request);
        pauseFor(params.createDelayMs());
        return new Label(Objects.requireNonNullElse(params.label(), "anonymous"));
    }

    @Override
    protected void onConnect(Connection connection) {
        Connected seen = new Connected(
                labelOf(connection),
                connections().stream().anyMatch(other -> other.id().equals(connection.id())),
                visibleLabels());
        update(state -> new State(
                state.beforeVisibleLabels(),
                state.createVisibleLabels(),
                append(state.connectSnapshots(), seen),
                state.disconnectSnapshots()));
    }

    @Override
    protected void onDisconnect(Connection connection) {
        Disconnected seen = new Disconnected(
                labelOf(connection),
                connections().stream()
                        .filter(other -> !other.id().equals(connection.id()))
                        .map(ConnPreflightVisibilityActor::labelOf)
                        .toList());
        update(state -> new State(
                state.beforeVisibleLabels(),
                state.createVisibleLabels(),
                state.connectSnapshots(),
                append(state.disconnectSnapshots(), seen)));
    }

    private static Params paramsOf(ConnectRequest request) {
        return request.hasParams() ? request.params(Params.class) : new Params(null, null, null);
    }

    private void pauseFor(@Nullable Long millis) throws InterruptedException {
        if (millis != null) {
            pause(Duration.ofMillis(millis));
        }
    }

    private List<String> visibleLabels() {
        return connections().stream().map(ConnPreflightVisibilityActor::labelOf).toList();
    }

    private static String labelOf(Connection connection) {
        return connection.state(Label.class).label();
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    @ReadOnly
    @Action
    public Snapshot snapshot() {
        State state = state();
        return new Snapshot(
                state.beforeVisibleLabels().size(),
                state.createVisibleLabels().size(),
                state.beforeVisibleLabels(),
                state.createVisibleLabels(),
                state.connectSnapshots(),
                state.disconnectSnapshots(),
                visibleLabels());
    }
}
