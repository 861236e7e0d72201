package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSnapshot;
import dev.dowel.runtime.connection.HibernatingSocket;
import dev.dowel.runtime.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one socket asks of its actor, in order, over all activations the socket lives through. Thread safe; its monitor
 * guards its fields, and nothing that blocks is called under it.
 *
 * <p><b>Protocol.</b> While the socket is bound to an activation, what it asks goes straight into the actor's mailbox. Before
 * it is bound, and while the actor sleeps or is about to, it waits here. When the activation ends, items that are in the
 * actor's mailbox already come back, and go before those that arrived meanwhile. The first item that waits for a sleeping
 * actor wakes it; every activation that starts, for whatever reason, takes up all sockets that were put aside.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Items are appended to {@code early} or to a mailbox under the monitor, so the order of asking is the order of both.
 *   <li>Everything in the old mailbox was asked before everything that was appended to {@code early} since {@link #hold};
 *       {@code returned} counts how many came back, and each goes to that place.
 *   <li>Once {@code OVER}, nothing runs and nothing waits.
 * </ol>
 */
final class SocketMailbox implements HibernatingSocket {

    private enum Phase {
        /** The connection is not made yet. */
        CONNECTING,
        /** It belongs to an activation. */
        BOUND,
        /** Its activation ends, or has ended. */
        ASLEEP,
        /** The actor is being woken for it. */
        WAKING,
        /** The socket is closed, or was refused. */
        OVER
    }

    /** What a socket does when its actor is awake again, or is not to be had. */
    interface Owner {
        /** Makes the connection of the next activation. */
        ActorConnection continueIn(Activation<?> activation, ConnectionSnapshot snapshot);

        /** The activation ends; nothing of it may be held. */
        void asleep();

        /** The actor cannot be woken. */
        void lost(Failure reason);
    }

    private final Dispatcher dispatcher;
    private final Target target;
    private final Owner owner;
    private final List<Work> early = new ArrayList<>(0);
    private Phase phase = Phase.CONNECTING;
    private int returned;
    private boolean noticesEnd;
    private @Nullable String sleeper;
    private @Nullable Activation<?> activation;
    private @Nullable ActorConnection connection;
    private @Nullable ConnectionSnapshot snapshot;

    SocketMailbox(Dispatcher dispatcher, Target target, Owner owner) {
        this.dispatcher = dispatcher;
        this.target = target;
        this.owner = owner;
    }

    /** The connection was made. False if the socket closed meanwhile. */
    synchronized boolean bind(Activation<?> bound, ActorConnection made) {
        if (phase == Phase.OVER) {
            return false;
        }
        attach(bound, made);
        return true;
    }

    private void attach(Activation<?> bound, ActorConnection made) {
        phase = Phase.BOUND;
        activation = bound;
        connection = made;
        snapshot = null;
        early.forEach(bound::accept);
        early.clear();
    }

    /** The socket is refused or closed: nothing is asked any more. */
    synchronized void end() {
        phase = Phase.OVER;
        early.clear();
        activation = null;
        connection = null;
        snapshot = null;
    }

    /**
     * Asks for something. False if too much waits.
     *
     * @param run does it, for the activation and the connection it has then
     * @param fail tells that it was not done
     */
    boolean submit(BiConsumer<Activation<?>, ActorConnection> run, Consumer<Failure> fail, boolean essential) {
        Work item = Work.routed(target, new Item(run, fail), essential);
        synchronized (this) {
            if (phase == Phase.OVER) {
                return true;
            }
            Activation<?> bound = activation;
            if (phase == Phase.BOUND && bound != null) {
                bound.accept(item);
                return true;
            }
            if (!essential && early.size() >= Limits.MAILBOX_MESSAGES) {
                return false;
            }
            early.add(item);
            wakeIfAsleep();
            return true;
        }
    }

    private void wakeIfAsleep() {
        if (phase == Phase.ASLEEP && snapshot != null) {
            phase = Phase.WAKING;
            dispatcher.dispatch(Work.of(target, woken -> {}, this::wakeFailed));
        }
    }

    private void wakeFailed(Failure reason) {
        synchronized (this) {
            if (phase != Phase.WAKING) {
                return;
            }
        }
        owner.lost(reason);
    }

    @Override
    public synchronized void hold() {
        if (phase == Phase.BOUND) {
            phase = Phase.ASLEEP;
            returned = 0;
        }
    }

    @Override
    public void hibernate(ConnectionSnapshot kept) {
        Activation<?> ended;
        synchronized (this) {
            ended = activation;
            if (phase == Phase.OVER || ended == null) {
                return;
            }
            phase = Phase.ASLEEP;
            activation = null;
            connection = null;
            snapshot = kept;
            sleeper = ended.parts().actorId();
            noticesEnd = ended.definition().hooks().contains(ActorHook.ON_DISCONNECT)
                    || ended.definition().hooks().contains(ActorHook.ON_WEB_SOCKET);
        }
        owner.asleep();
        dispatcher.sleepers().add(ended.parts().actorId(), this);
        synchronized (this) {
            if (phase == Phase.OVER) {
                dispatcher.sleepers().remove(ended.parts().actorId(), this);
            } else if (!early.isEmpty()) {
                wakeIfAsleep();
            }
        }
    }

    /** The actor is awake again. Holding the token of the activation. */
    synchronized void wake(Activation<?> woken) {
        ConnectionSnapshot kept = snapshot;
        if (phase != Phase.OVER && kept != null) {
            ActorConnection continued = owner.continueIn(woken, kept);
            woken.connections().restore(continued, kept.subscriptions());
            attach(woken, continued);
        }
    }

    /** The connection in the activation that runs an item, or null if the item was put back or dropped. */
    private synchronized @Nullable ActorConnection connectionIn(Activation<?> holder, Item item) {
        if (phase == Phase.BOUND && activation != null) {
            if (activation == holder) {
                return connection;
            }
            activation.accept(Work.routed(target, item, true));
        } else if (phase != Phase.OVER) {
            early.add(returned++, Work.routed(target, item, true));
            wakeIfAsleep();
        }
        return null;
    }

    /** Ends the socket if its actor sleeps and would not notice: then nobody is woken for it. True if that was so. */
    boolean endUnnoticed() {
        String actorId;
        synchronized (this) {
            if (phase != Phase.ASLEEP || snapshot == null || noticesEnd || sleeper == null) {
                return false;
            }
            actorId = sleeper;
            end();
        }
        dispatcher.sleepers().remove(actorId, this);
        return true;
    }

    /** Tells a socket whose actor sleeps that it cannot stay. */
    void lost(Failure reason) {
        owner.lost(reason);
    }

    /** One thing asked for. */
    private final class Item implements Consumer<Activation<?>> {

        private final BiConsumer<Activation<?>, ActorConnection> run;
        private final Consumer<Failure> fail;

        Item(BiConsumer<Activation<?>, ActorConnection> run, Consumer<Failure> fail) {
            this.run = run;
            this.fail = fail;
        }

        @Override
        public void accept(Activation<?> holder) {
            ActorConnection current = connectionIn(holder, this);
            if (current != null && holder.connections().contains(current)) {
                run.accept(holder, current);
            } else if (current != null) {
                Failure closed = Failure.of("actor", "stopped", "The connection was closed.");
                holder.gate().letOut(() -> fail.accept(closed)); // after the close, which tells more
            }
        }

        void fail(Failure failure) {
            fail.accept(failure);
        }
    }

    /** What a full mailbox tells an item. */
    static void refuse(Consumer<Activation<?>> item, Failure failure) {
        ((Item) item).fail(failure);
    }
}
