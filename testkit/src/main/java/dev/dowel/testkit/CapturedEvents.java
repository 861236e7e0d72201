package dev.dowel.testkit;

import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one kind that a connection received, oldest first. Test's thread only.
 *
 * <p>Complete whenever the test goes on: an event whose turn has ended and is stored has arrived. Reading them throws {@link
 * ActorError} {@code client.invalid_event} if the actor sent something that is not of the event's type.
 *
 * @param <T> the payloads
 */
public final class CapturedEvents<T extends @Nullable Object> {

    private final String name;
    private final Function<RawValue, T> decoder;
    private final List<RawValue> received = new ArrayList<>();

    CapturedEvents(String name, Function<RawValue, T> decoder) {
        this.name = name;
        this.decoder = decoder;
    }

    void add(RawValue arguments) {
        received.add(arguments);
    }

    /** All payloads until now. Does not change later. */
    public List<T> all() {
        List<T> payloads = new ArrayList<>(received.size());
        received.forEach(arguments -> payloads.add(decoded(arguments)));
        return Collections.unmodifiableList(payloads);
    }

    /**
     * The newest payload.
     *
     * @throws AssertionError if no event has arrived
     */
    public T last() {
        if (received.isEmpty()) {
            throw new AssertionError("No event \"" + name + "\" has arrived.");
        }
        return decoded(received.getLast());
    }

    /** Forgets what has arrived until now. */
    public void clear() {
        received.clear();
    }

    private T decoded(RawValue arguments) {
        try {
            return decoder.apply(arguments);
        } catch (WireException e) {
            throw new ActorError(
                    "client",
                    "invalid_event",
                    "The event \"" + name + "\" is not of its declared type: " + e.getMessage(),
                    null,
                    null,
                    e);
        }
    }

    @Override
    public String toString() {
        return "CapturedEvents[" + received.size() + " × " + name + "]";
    }
}
