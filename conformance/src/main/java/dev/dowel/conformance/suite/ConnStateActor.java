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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives each connection a state of its own. Confined to the actor's turn. */
@ActorType("connStateActor")
final class ConnStateActor extends Actor<ConnStateActor.State> {

    record State(long sharedCounter, long disconnectionCount) {}

    /** What callers connect with, and what they may change later. */
    record Params(
            @Nullable String username,
            @Nullable String role,
            @Nullable Boolean noCount) {}

    /** What a connection remembers; milliseconds since 1970. */
    record Member(String username, String role, long counter, long createdAt, boolean noCount) {}

    /** The same, and whose it is. */
    record Listed(String id, String username, String role, long counter, long createdAt, boolean noCount) {

        static Listed of(Connection connection) {
            Member member = connection.state(Member.class);
            return new Listed(
                    connection.id(),
                    member.username(),
                    member.role(),
                    member.counter(),
                    member.createdAt(),
                    member.noCount());
        }
    }

    record Greeting(String id, String username) {}

    record Arrival(String id, String username, String role) {}

    record Departure(String id) {}

    record DirectMessage(String from, String message) {}

    static final Event<Greeting> CONNECTED = Event.of("connectedFromOnConnect", Greeting.class);
    static final Event<Greeting> CONNECTED_LISTED = Event.of("connectedFromOnConnectConns", Greeting.class);
    static final Event<Arrival> USER_CONNECTED = Event.of("userConnected", Arrival.class);
    static final Event<Departure> USER_DISCONNECTED = Event.of("userDisconnected", Departure.class);
    static final Event<DirectMessage> DIRECT_MESSAGE = Event.of("directMessage", DirectMessage.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, 0);
    }

    @Override
    protected Member createConnectionState(ConnectRequest request) {
        Params params = request.hasParams() ? request.params(Params.class) : new Params(null, null, null);
        return new Member(
                Objects.requireNonNullElse(params.username(), "anonymous"),
                Objects.requireNonNullElse(params.role(), "user"),
                0,
                now().toEpochMilli(),
                Boolean.TRUE.equals(params.noCount()));
    }

    @Override
    protected void onConnect(Connection connection) {
        connection.send(CONNECTED, greetingOf(connection));
        Connection listed = find(connection.id()).orElseThrow();
        listed.send(CONNECTED_LISTED, greetingOf(listed));
        broadcast(USER_CONNECTED, new Arrival(connection.id(), "anonymous", "user"));
    }

    private static Greeting greetingOf(Connection connection) {
        return new Greeting(connection.id(), connection.state(Member.class).username());
    }

    @Override
    protected void onDisconnect(Connection connection) {
        if (!connection.state(Member.class).noCount()) {
            update(state -> new State(state.sharedCounter(), state.disconnectionCount() + 1));
            broadcast(USER_DISCONNECTED, new Departure(connection.id()));
        }
    }

    private Optional<Connection> find(String id) {
        return connections().stream().filter(other -> other.id().equals(id)).findFirst();
    }

    @Action
    public void incrementConnCounter(@Nullable Long amount) {
        Member member = connection().state(Member.class);
        long counter = member.counter() + (amount == null ? 1 : amount);
        connection()
                .setState(new Member(member.username(), member.role(), counter, member.createdAt(), member.noCount()));
    }

    @Action
    public long incrementSharedCounter(@Nullable Long amount) {
        long by = amount == null ? 1 : amount;
        return update(state -> new State(state.sharedCounter() + by, state.disconnectionCount()))
                .sharedCounter();
    }

    @Action
    public Listed getConnectionState() {
        return Listed.of(connection());
    }

    @Action
    public List<String> getConnectionIds() {
        return connections().stream()
                .filter(other -> !other.state(Member.class).noCount())
                .map(Connection::id)
                .toList();
    }

    @ReadOnly
    @Action
    public long getDisconnectionCount() {
        return state().disconnectionCount();
    }

    @Action
    public List<Listed> getAllConnectionStates() {
        return connections().stream().map(Listed::of).toList();
    }

    /** Whether there is such a connection. */
    @Action
    public boolean sendToConnection(String targetId, String message) {
        Optional<Connection> target = find(targetId);
        target.ifPresent(other ->
                other.send(DIRECT_MESSAGE, new DirectMessage(connection().id(), message)));
        return target.isPresent();
    }

    @Action
    public Member updateConnection(Params updates) {
        Member member = connection().state(Member.class);
        Member updated = new Member(
                Objects.requireNonNullElse(updates.username(), member.username()),
                Objects.requireNonNullElse(updates.role(), member.role()),
                member.counter(),
                member.createdAt(),
                member.noCount());
        connection().setState(updated);
        return updated;
    }

    @Action
    public boolean disconnectSelf(@Nullable String reason) {
        connection().disconnect(Objects.requireNonNullElse(reason, "test.disconnect"));
        return true;
    }
}
