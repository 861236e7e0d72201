package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.WebSocketMessage;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSnapshot;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A raw WebSocket's way into its actor (protocol 5). Methods of {@link RawInlet} are called by the socket's event loop; the
 * rest is confined to the actor's turn. What the socket asks for keeps its order in {@link SocketMailbox}.
 */
final class RawSocketInlet implements RawInlet, SocketMailbox.Owner {

    private static final int UNEXPECTED_CONDITION = 1011;

    private final Dispatcher dispatcher;
    private final Target target;
    private final Caller caller;
    private final RawRequest request;
    private final RawOutlet outlet;
    private final SocketMailbox mailbox;
    private final AtomicInteger pending = new AtomicInteger();
    private @Nullable RawSession session;
    private boolean keepsAwake;

    RawSocketInlet(Dispatcher dispatcher, Target target, Caller caller, RawRequest request, RawOutlet outlet) {
        this.dispatcher = dispatcher;
        this.target = target;
        this.caller = caller;
        this.request = request;
        this.outlet = outlet;
        this.mailbox = new SocketMailbox(dispatcher, target, this);
    }

    /** Asks for the connection. */
    void connect() {
        dispatcher.dispatch(Work.of(caller, target, this::connect, this::refused));
    }

    private <S extends @Nullable Object> void connect(Activation<S> activation) {
        boolean staysOpen = activation.definition().settings().canHibernateWebSocket();
        ActorConnection connection = new ActorConnection(
                caller,
                new Closing(),
                activation.turns(),
                activation.parts().environment().randomIds(),
                staysOpen ? mailbox : null);
        HookRunner<S> hooks = new HookRunner<>(activation);
        boolean connected =
                hooks.connect(openingPlan(activation, "onConnect", connection), caller, connection, turn -> {});
        if (!connected) {
            return;
        }
        if (!staysOpen) {
            keepsAwake = true;
            activation.awake().add(AwakeReasons.Reason.SOCKET);
        }
        if (!open(activation, connection, false)) {
            end(activation, connection);
        } else if (!mailbox.bind(activation, connection)) {
            closedIn(activation, connection, UNEXPECTED_CONDITION, "");
        }
    }

    /** Gives the socket to the actor's handler. False if that refused it. */
    private boolean open(Activation<?> activation, ActorConnection connection, boolean restored) {
        RawSession made = new RawSession(activation.turns(), connection, request, outlet, restored);
        session = made;
        if (!new HookRunner<>(activation).defines(ActorHook.ON_WEB_SOCKET)) {
            made.opened();
            return true; // protocol 5: without a handler the socket just stays open
        }
        TurnPlan plan = openingPlan(activation, "onWebSocket", connection);
        boolean opened =
                activation.turns().run(plan, turn -> activation.behavior().onWebSocket(made));
        if (opened) {
            made.opened();
        } else {
            made.refused();
        }
        return opened;
    }

    private TurnPlan openingPlan(Activation<?> activation, String what, ActorConnection connection) {
        return new HookRunner<>(activation)
                .socketPlan(
                        what,
                        connection,
                        failure -> refused(failure.at(activation.parts().specifier())));
    }

    private void refused(Failure failure) {
        mailbox.end();
        switch (SocketInlet.reasonOf(failure)) {
            case "actor.not_found" -> outlet.close(UNEXPECTED_CONDITION, "actor.not_found");
            case "actor.overloaded", "store.unavailable", "guard.service_unavailable" ->
                outlet.close(UNEXPECTED_CONDITION, "guard.service_unavailable");
            default -> outlet.deny(failure.error(), failure.traceId());
        }
    }

    @Override
    public ActorConnection continueIn(Activation<?> activation, ConnectionSnapshot snapshot) {
        ActorConnection connection = new ActorConnection(caller, new Closing(), activation.turns(), snapshot, mailbox);
        activation.parts().token().enqueue(() -> {
            if (!open(activation, connection, true)) {
                end(activation, connection);
            }
        });
        return connection;
    }

    @Override
    public void asleep() {
        session = null;
    }

    @Override
    public void lost(Failure reason) {
        mailbox.end();
        boolean goingAway = reason.error().code().equals("service_unavailable");
        outlet.close(UNEXPECTED_CONDITION, goingAway ? "ws.going_away" : "actor.restarting");
    }

    @Override
    public void text(String text) {
        message(new WebSocketMessage.Text(text));
    }

    @Override
    public void binary(byte[] bytes) {
        message(new WebSocketMessage.Binary(bytes));
    }

    private void message(WebSocketMessage message) {
        pending.incrementAndGet();
        boolean taken = mailbox.submit(
                (activation, connection) -> handle(activation, connection, message),
                failure -> {
                    pending.decrementAndGet();
                    outlet.close(UNEXPECTED_CONDITION, SocketInlet.reasonOf(failure));
                },
                false);
        if (!taken) {
            outlet.close(UNEXPECTED_CONDITION, SocketInlet.reasonOf(Failures.overloaded()));
        }
    }

    private void handle(Activation<?> activation, ActorConnection connection, WebSocketMessage message) {
        RawSession to = current();
        to.whenOpened(() -> {
            pending.decrementAndGet();
            outlet.handled();
            to.messageHandler()
                    .ifPresent(handler -> activation
                            .turns()
                            .run(plan(activation, "onMessage", connection), turn -> handler.onMessage(message)));
        });
    }

    /** Items run when the mailbox is bound, which it is after the session was made. */
    private RawSession current() {
        return Objects.requireNonNull(session);
    }

    /** A message has no answer: a failed one is logged by the boundary, and the socket closes with what a caller may know. */
    private TurnPlan plan(Activation<?> activation, String what, ActorConnection connection) {
        return new TurnPlan(
                what,
                activation.definition().settings().actionTimeout(),
                Failures.actionTimedOut(),
                connection,
                failure -> outlet.close(UNEXPECTED_CONDITION, SocketInlet.reasonOf(failure)));
    }

    @Override
    public void closed(int code, String reason) {
        if (mailbox.endUnnoticed()) {
            return;
        }
        mailbox.submit((activation, connection) -> closedIn(activation, connection, code, reason), failure -> {}, true);
    }

    private void closedIn(Activation<?> activation, ActorConnection connection, int code, String reason) {
        mailbox.end();
        RawSession to = current();
        to.whenOpened(() -> {
            to.closeHandler()
                    .ifPresent(handler -> activation
                            .turns()
                            .run(plan(activation, "onClose", connection), turn -> handler.onClose(code, reason)));
            end(activation, connection);
        });
    }

    private void end(Activation<?> activation, ActorConnection connection) {
        mailbox.end();
        new HookRunner<>(activation).disconnect(connection);
        if (keepsAwake) {
            keepsAwake = false;
            activation.awake().remove(AwakeReasons.Reason.SOCKET);
            activation.turnEnded();
        }
    }

    @Override
    public int pending() {
        return pending.get();
    }

    /** Events do not reach a raw socket; closing does. */
    private final class Closing implements Outlet {

        @Override
        public void send(byte[] frame) {}

        @Override
        public void close(int code, String reason) {
            outlet.close(code, reason);
        }

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {
            outlet.deny(error, traceId);
        }
    }
}
