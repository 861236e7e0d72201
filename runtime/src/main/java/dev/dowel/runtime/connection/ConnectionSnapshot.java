package dev.dowel.runtime.connection;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection while its actor sleeps. Immutable.
 *
 * @param id its id
 * @param state its state as bytes, so that it is a new object for the next activation, or null for none
 * @param subscriptions the events it subscribed to
 */
public record ConnectionSnapshot(String id, @Nullable RawValue state, Set<String> subscriptions) {

    public ConnectionSnapshot {
        subscriptions = Set.copyOf(subscriptions);
    }

    static RawValue bytesOf(Object state) {
        return RawValue.of(Values.encode(Dialect.STORAGE, state), Dialect.STORAGE);
    }
}
