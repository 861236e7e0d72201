package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connection parameters, connection state and hooks that refuse. Confined to the actor's turn. */
@ActorType("room")
final class Room extends Actor<Room.Log> {

    /** What callers connect with; {@code refuseAt} names the hook that refuses them. */
    record Login(String user, @Nullable String refuseAt) {}

    record Member(String name, int calls) {}

    record Log(List<String> entries) {
        Log plus(String entry) {
            List<String> longer = new ArrayList<>(entries);
            longer.add(entry);
            return new Log(longer);
        }
    }

    static final Event<String> JOINED = Event.of("joined", String.class);
    static final Event<String> LEFT = Event.of("left", String.class);
    static final Event<String> PRIVATE = Event.of("private", String.class);
    static final Event<String> SECRET = Event.of("secret", String.class);

    @Override
    protected Log createState(CreateRequest request) {
        return new Log(List.of());
    }

    @Override
    protected void onBeforeConnect(ConnectRequest request) {
        if (!request.hasParams()) {
            throw new UserError("login_required", "Say who you are.", Map.of("hook", "onBeforeConnect"));
        }
        refuse(request.params(Login.class), "onBeforeConnect");
    }

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        Login login = request.params(Login.class);
        refuse(login, "createConnectionState");
        return new Member(login.user(), 0);
    }

    @Override
    protected void onConnect(Connection connection) {
        refuse(connection.params(Login.class), "onConnect");
        String name = connection.state(Member.class).name();
        update(log -> log.plus("+" + name));
        broadcast(JOINED, name);
    }

    @Override
    protected void onDisconnect(Connection connection) {
        String name = connection.state(Member.class).name();
        update(log -> log.plus("-" + name));
        broadcast(LEFT, name);
    }

    @Override
    protected boolean canSubscribe(Connection connection, String event) {
        return !event.equals(SECRET.name());
    }

    private static void refuse(Login login, String hook) {
        if (hook.equals(login.refuseAt())) {
            throw new UserError("refused", "Not you.", Map.of("hook", hook));
        }
        if (("broken " + hook).equals(login.refuseAt())) {
            throw new IllegalStateException("hidden detail of " + hook);
        }
    }

    @Action
    public String whoAmI() {
        return connection().state(Member.class).name();
    }

    /** Counts in the connection's own state. */
    @Action
    public int calls() {
        Member member = connection().state(Member.class);
        Member counted = new Member(member.name(), member.calls() + 1);
        connection().setState(counted);
        return counted.calls();
    }

    @Action
    public List<String> members() {
        return connections().stream()
                .map(connection -> connection.state(Member.class).name())
                .toList();
    }

    @Action
    public List<String> entries() {
        return state().entries();
    }

    /** Sends to one connection, which need not have subscribed. */
    @Action
    public void whisper(String to, String text) {
        for (Connection connection : connections()) {
            if (connection.state(Member.class).name().equals(to)) {
                connection.send(PRIVATE, text);
            }
        }
    }

    @Action
    public void kick(String user, String reason) {
        for (Connection connection : connections()) {
            if (connection.state(Member.class).name().equals(user)) {
                connection.disconnect(reason);
            }
        }
    }
}
