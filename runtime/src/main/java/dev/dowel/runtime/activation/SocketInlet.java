package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A socket's way into its actor. Methods of {@link Inlet} are called by the socket's event loop; the rest is confined to the
 * actor's turn.
 *
 * <p>Everything a socket asks for goes through the actor's mailbox in the order it was asked, the connecting itself first,
 * so that calls of one connection run in the order they were sent. What is asked before the connection is bound to an
 * activation waits here: the dispatcher finds actors in several threads and keeps no order. {@code early} guards that wait
 * and the change to bound or over.
 */
final class SocketInlet implements Inlet {

    private static final int UNEXPECTED_CONDITION = 1011;

    /** A connection and the activation it belongs to. It does not outlive it. */
    private record Bound(Activation<?> activation, ActorConnection connection) {}

    private final Dispatcher dispatcher;
    private final Target target;
    private final Caller caller;
    private final Outlet outlet;
    private final AtomicInteger pending = new AtomicInteger();
    private final List<Work> early = new ArrayList<>(2);
    private volatile @Nullable Bound bound;
    private boolean over;

    SocketInlet(Dispatcher dispatcher, Target target, Caller caller, Outlet outlet) {
        this.dispatcher = dispatcher;
        this.target = target;
        this.caller = caller;
        this.outlet = outlet;
    }

    /** Asks for the connection. */
    void connect() {
        dispatcher.dispatch(Work.of(target, this::connect, this::refused));
    }

    private <S extends @Nullable Object> void connect(Activation<S> activation) {
        ActorConnection connection = new ActorConnection(
                caller,
                outlet,
                activation.turns(),
                activation.parts().environment().randomIds());
        ActorSpecifier actor = activation.parts().specifier();
        byte[] init = ConnectionFrames.init(caller.encoding(), actor.actorId(), connection.id());
        boolean connected = new HookRunner<>(activation)
                .connect(
                        caller,
                        connection,
                        turn -> turn.add(new InitOutput(init)),
                        failure -> refused(failure.at(actor)));
        if (connected) {
            synchronized (early) {
                early.forEach(activation::accept);
                early.clear();
                bound = new Bound(activation, connection);
                connected = !over;
            }
            if (!connected) {
                new HookRunner<>(activation).disconnect(connection);
            }
        }
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
        synchronized (early) {
            over = true;
            early.clear();
        }
        switch (reasonOf(failure)) {
            case "actor.not_found" -> outlet.close(UNEXPECTED_CONDITION, "actor.not_found");
            case "actor.overloaded", "store.unavailable", "guard.service_unavailable" ->
                outlet.close(UNEXPECTED_CONDITION, "guard.service_unavailable");
            default -> outlet.deny(failure.error(), failure.traceId());
        }
    }

    private static String reasonOf(Failure failure) {
        return failure.error().group() + "." + failure.error().code();
    }

    @Override
    public void action(long id, String name, RawValue arguments) {
        pending.incrementAndGet();
        SocketReply reply = new SocketReply(id);
        submit(Work.of(
                target,
                activation -> {
                    ActorConnection connection = connectionIn(activation);
                    if (connection == null) {
                        pending.decrementAndGet();
                    } else {
                        new ActionRunner<>(activation, name, arguments, connection, reply).run();
                    }
                },
                reply::fail));
    }

    @Override
    public void subscription(String event, boolean subscribe) {
        submit(Work.of(
                target,
                activation -> {
                    ActorConnection connection = connectionIn(activation);
                    if (connection != null) {
                        changeSubscription(activation, connection, event, subscribe);
                    }
                },
                failure -> outlet.close(UNEXPECTED_CONDITION, reasonOf(failure))));
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
        submit(Work.essential(target, activation -> {
            ActorConnection connection = connectionIn(activation);
            if (connection != null) {
                new HookRunner<>(activation).disconnect(connection);
            }
        }));
    }

    @Override
    public int pending() {
        return pending.get();
    }

    /** The connection, if it is open and belongs to this activation. */
    private @Nullable ActorConnection connectionIn(Activation<?> activation) {
        Bound now = bound;
        return now != null
                        && now.activation() == activation
                        && activation.connections().contains(now.connection())
                ? now.connection()
                : null;
    }

    private void submit(Work work) {
        Bound now = bound;
        if (now == null) {
            now = boundOrWait(work);
        }
        if (now != null && !now.activation().isClosed()) {
            now.activation().accept(work);
        }
        // Otherwise the socket is closed or about to be, and nobody waits for an answer.
    }

    private @Nullable Bound boundOrWait(Work work) {
        synchronized (early) {
            if (bound == null && !over) {
                if (early.size() == Limits.MAILBOX_MESSAGES) {
                    over = true;
                    early.clear();
                    outlet.close(UNEXPECTED_CONDITION, "actor.overloaded");
                } else {
                    early.add(work);
                }
            }
            return bound;
        }
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
            outlet.send(ConnectionFrames.actionResponse(caller.encoding(), id, output));
        }

        @Override
        public void fail(Failure failure) {
            pending.decrementAndGet();
            outlet.send(ConnectionFrames.failure(caller.encoding(), failure.error(), id));
        }
    }
}
