package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a connection tells its owner: events, errors and changes of status, in the order they happened.
 *
 * <p>Usable from any thread. Listeners are called by the {@link ListenerQueue}.
 */
final class ConnectionSignals {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSignals.class);

    private final ListenerQueue queue;
    private final CopyOnWriteArrayList<Registration<ConnectionStatus>> statusListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Registration<ActorError>> errorListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Registration<ConnectionStatus>> openListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Registration<ConnectionStatus>> closeListeners = new CopyOnWriteArrayList<>();
    private volatile boolean silenced;

    /** The status that was told last. Changed where listeners are called, which is one at a time. */
    private volatile ConnectionStatus told = ConnectionStatus.IDLE;

    ConnectionSignals(ListenerQueue queue) {
        this.queue = queue;
    }

    Subscription onStatus(Consumer<ConnectionStatus> listener) {
        return register(statusListeners, listener);
    }

    /** Each time the actor has accepted. */
    Subscription onOpen(Runnable listener) {
        return register(openListeners, status -> listener.run());
    }

    /** Each time a connection that was open no longer is. */
    Subscription onClose(Runnable listener) {
        return register(closeListeners, status -> listener.run());
    }

    Subscription onError(Consumer<ActorError> listener) {
        return register(errorListeners, listener);
    }

    private static <T> Subscription register(List<Registration<T>> registrations, Consumer<T> listener) {
        var registration = new Registration<T>(listener);
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    /** One listener, told apart by identity: one that is registered twice is called twice and removed once. */
    private static final class Registration<T> {

        private final Consumer<T> listener;

        Registration(Consumer<T> listener) {
            this.listener = listener;
        }
    }

    /** Tells an event; false if the listeners are too far behind. */
    boolean event(List<EventListener<?>> listeners, RawValue arguments) {
        return queue.offer(arguments.length(), () -> {
            for (EventListener<?> listener : listeners) {
                if (!silenced) {
                    guarded(() -> listener.deliver(arguments, this::tell));
                }
            }
        });
    }

    /** Tells a change of status; false if the listeners are too far behind. */
    boolean status(ConnectionStatus status) {
        return queue.offer(0, () -> tell(status));
    }

    /** Tells an error the connection survives; false if the listeners are too far behind. */
    boolean error(ActorError error) {
        return queue.offer(0, () -> tell(error));
    }

    /** Tells that the connection is over, and why unless its owner wanted it. */
    void end(@Nullable ActorError why) {
        queue.add(() -> {
            if (why != null) {
                tell(why);
            }
            tell(ConnectionStatus.CLOSED);
        });
    }

    /** Delivers no more events, not even those that wait. */
    void silence() {
        silenced = true;
    }

    private void tell(ConnectionStatus status) {
        ConnectionStatus before = told;
        told = status;
        tell(statusListeners, status);
        if (status == ConnectionStatus.CONNECTED) {
            tell(openListeners, status);
        } else if (before == ConnectionStatus.CONNECTED) {
            tell(closeListeners, status);
        }
    }

    private void tell(ActorError error) {
        if (errorListeners.isEmpty()) {
            LOG.debug("A connection without error listener: {}", error.toString());
        }
        tell(errorListeners, error);
    }

    private static <T> void tell(List<Registration<T>> registrations, T what) {
        registrations.forEach(each -> guarded(() -> each.listener.accept(what)));
    }

    /** So that one listener's exception does not keep the next one from hearing. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener of a connection threw an exception; the connection goes on", e);
        }
    }
}
