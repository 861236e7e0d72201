package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSnapshot;
import dev.dowel.runtime.failure.Failure;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection's way into its actor. Methods of {@link Inlet} are called by the socket's event loop; the rest is confined to
 * the actor's turn. What the socket asks for keeps its order in {@link SocketMailbox}, the connecting itself first.
 */
final class SocketInlet implements Inlet, SocketMailbox.Owner {

    private static final int UNEXPECTED_CONDITION = 1011;

    private final Dispatcher dispatcher;
    private final Target target;
    private final Caller caller;
    private final Outlet outlet;
    private final SocketMailbox mailbox;
    private final AtomicInteger pending = new AtomicInteger();

    SocketInlet(Dispatcher dispatcher, Target target, Caller caller, Outlet outlet) {
        this.dispatcher = dispatcher;
        this.target = target;
        this.caller = caller;
        this.outlet = outlet;
        this.mailbox = new SocketMailbox(dispatcher, target, this);
    }

    /** Asks for the connection. */
    void connect() {
        dispatcher.dispatch(Work.of(caller, target, this::connect, this::refused));
    }

    private <S extends @Nullable Object> void connect(Activation<S> activation) {
        ActorConnection connection = new ActorConnection(
                caller,
                outlet,
                activation.turns(),
                activation.parts().environment().randomIds(),
                mailbox);
        ActorSpecifier actor = activation.parts().specifier();
        byte[] init = ConnectionFrames.init(caller.encoding(), actor.actorId(), connection.id());
        HookRunner<S> hooks = new HookRunner<>(activation);
        TurnPlan plan = hooks.socketPlan("onConnect", connection, failure -> refused(failure.at(actor)));
        boolean connected = hooks.connect(plan, caller, connection, turn -> turn.add(new InitOutput(init)));
        if (connected && !mailbox.bind(activation, connection)) {
            hooks.disconnect(connection);
        }
    }

    @Override
    public ActorConnection continueIn(Activation<?> activation, ConnectionSnapshot snapshot) {
        return new ActorConnection(caller, outlet, activation.turns(), snapshot, mailbox);
    }

    @Override
    public void asleep() {
        // nothing of the activation is held here
    }

    @Override
    public void lost(Failure reason) {
        mailbox.end();
        boolean goingAway = reason.error().code().equals("service_unavailable");
        outlet.close(UNEXPECTED_CONDITION, goingAway ? "ws.going_away" : "actor.restarting");
    }

    private final class InitOutput implements Output {

        private final byte[] init;

        InitOutput(byte[] init) {
            this.init = init;
        }

        @Override
        public void release() {
            outlet.send(init);
        }

        @Override
        public void fail(Failure failure) {
            outlet.close(UNEXPECTED_CONDITION, reasonOf(failure));
        }
    }

    /**
     * The connection is not made. Clients try again by themselves, after a pause, if the reason says that the actor cannot be
     * reached now (protocol 4.4). Any other reason is a denial.
     */
    private void refused(Failure failure) {
        mailbox.end();
        switch (reasonOf(failure)) {
            case "actor.not_found" -> outlet.close(UNEXPECTED_CONDITION, "actor.not_found");
            case "actor.overloaded", "store.unavailable", "guard.service_unavailable" ->
                outlet.close(UNEXPECTED_CONDITION, "guard.service_unavailable");
            default -> outlet.deny(failure.error(), failure.traceId());
        }
    }

    static String reasonOf(Failure failure) {
        return failure.error().group() + "." + failure.error().code();
    }

    @Override
    public void action(long id, String name, RawValue arguments) {
        pending.incrementAndGet();
        SocketReply reply = new SocketReply(id);
        submit(
                (activation, connection) -> new ActionRunner<>(activation, name, arguments, connection, reply).run(),
                reply::fail);
    }

    @Override
    public void subscription(String event, boolean subscribe) {
        submit(
                (activation, connection) -> changeSubscription(activation, connection, event, subscribe),
                failure -> outlet.close(UNEXPECTED_CONDITION, reasonOf(failure)));
    }

    private void submit(BiConsumer<Activation<?>, ActorConnection> run, Consumer<Failure> fail) {
        if (!mailbox.submit(run, fail, false)) {
            mailbox.end();
            outlet.close(UNEXPECTED_CONDITION, "actor.overloaded");
        }
    }

    private <S extends @Nullable Object> void changeSubscription(
            Activation<S> activation, ActorConnection connection, String event, boolean subscribe) {
        if (!subscribe) {
            activation.connections().unsubscribe(connection, event);
            return;
        }
        if (!activation.connections().maySubscribe(connection, event)) {
            outlet.close(UNEXPECTED_CONDITION, "actor.invalid_request");
            return;
        }
        HookRunner<S> hooks = new HookRunner<>(activation);
        if (!hooks.defines(ActorHook.CAN_SUBSCRIBE)) {
            activation.connections().subscribe(connection, event);
            return;
        }
        activation
                .turns()
                .run(
                        hooks.plan(
                                "canSubscribe",
                                connection,
                                failure -> outlet.close(UNEXPECTED_CONDITION, reasonOf(failure))),
                        turn -> {
                            if (activation.behavior().canSubscribe(connection, event)) {
                                activation.connections().subscribe(connection, event);
                                turn.onRollback(() -> activation.connections().unsubscribe(connection, event));
                            } else {
                                outlet.close(UNEXPECTED_CONDITION, "auth.forbidden");
                            }
                        });
    }

    @Override
    public void closed() {
        if (mailbox.endUnnoticed()) {
            return;
        }
        mailbox.submit(
                (activation, connection) -> {
                    mailbox.end();
                    new HookRunner<>(activation).disconnect(connection);
                },
                failure -> {},
                true);
    }

    @Override
    public int pending() {
        return pending.get();
    }

    /** The answer to one action of this socket. */
    private final class SocketReply implements Reply.Remote {

        private final long id;

        SocketReply(long id) {
            this.id = id;
        }

        @Override
        public Dialect dialect() {
            return ConnectionFrames.payloadDialect(caller.encoding());
        }

        @Override
        public void succeed(ActorSpecifier actor, byte[] output) {
            pending.decrementAndGet();
            try {
                outlet.send(ConnectionFrames.actionResponse(caller.encoding(), id, output));
            } catch (RuntimeException | Error e) {
                unanswered();
                throw e;
            }
        }

        @Override
        public void fail(Failure failure) {
            pending.decrementAndGet();
            try {
                outlet.send(ConnectionFrames.failure(caller.encoding(), failure.error(), id));
            } catch (RuntimeException | Error e) {
                unanswered();
                throw e;
            }
        }

        /** The answer cannot be written, for want of memory, say: nobody may wait for it on an open socket. */
        private void unanswered() {
            outlet.close(UNEXPECTED_CONDITION, "rivetkit.internal_error");
        }
    }
}
