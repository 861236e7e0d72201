package dev.dowel.runtime.connection;

import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A value a caller sent beside a call's arguments: connection parameters or an input. Immutable.
 *
 * @param raw the bytes, or null if the caller sent none
 * @param what its name in messages
 */
public record UntrustedValue(@Nullable RawValue raw, String what) {

    /** Whether the caller sent one. */
    public boolean isPresent() {
        return raw != null;
    }

    /**
     * Reads it.
     *
     * @throws ActorError {@code actor.invalid_request} if it is missing or of another shape
     */
    public <T extends @Nullable Object> T decode(Type type) {
        if (raw == null) {
            throw new ActorError("actor", "invalid_request", "The " + what + " are missing.", null);
        }
        try {
            return raw.decode(type);
        } catch (WireException e) {
            throw new ActorError("actor", "invalid_request", "The " + what + ": " + e.getMessage(), null);
        }
    }
}
