package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One listener for one event. Usable from any thread; called by the {@link ListenerQueue}.
 *
 * @param <T> what the listener takes
 */
final class EventListener<T extends @Nullable Object> implements Subscription {

    private final String event;
    private final boolean once;
    private final Function<RawValue, T> decoder;
    private final Consumer<T> consumer;
    private final Consumer<EventListener<?>> removal;
    private volatile boolean removed;

    /**
     * Creates a listener.
     *
     * @param once whether it hears the event one time only
     * @param decoder reads the event's arguments, throwing an {@link ActorError} if they do not fit
     * @param removal takes the listener out of its connection
     */
    EventListener(
            String event,
            boolean once,
            Function<RawValue, T> decoder,
            Consumer<T> consumer,
            Consumer<EventListener<?>> removal) {
        this.event = event;
        this.once = once;
        this.decoder = decoder;
        this.consumer = consumer;
        this.removal = removal;
    }

    String event() {
        return event;
    }

    boolean once() {
        return once;
    }

    /** Calls the consumer, or the other one if the event does not fit. */
    void deliver(RawValue arguments, Consumer<ActorError> undecodable) {
        if (removed) {
            return;
        }
        T payload;
        try {
            payload = decoder.apply(arguments);
        } catch (ActorError e) {
            undecodable.accept(e);
            return;
        }
        consumer.accept(payload);
    }

    @Override
    public void close() {
        removed = true;
        removal.accept(this);
    }
}
