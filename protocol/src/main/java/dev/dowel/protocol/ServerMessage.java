package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a server sends over a connection (protocol 4.2).
 *
 * <p>Immutable.
 */
public sealed interface ServerMessage {

    /** The first message: the connection is open and its hooks have run. */
    record Init(String actorId, String connectionId) implements ServerMessage {}

    /**
     * An error.
     *
     * @param actionId the call that failed, or null if the error concerns the connection
     */
    record Failure(ErrorBody error, @Nullable Long actionId) implements ServerMessage {}

    /**
     * The result of a call.
     *
     * @param id the number the client gave the call
     */
    record ActionResponse(long id, RawValue output) implements ServerMessage {}

    /**
     * An event the client has subscribed to.
     *
     * @param args the arguments of the event, an array, not decoded yet
     */
    record Event(String name, RawValue args) implements ServerMessage {}
}
