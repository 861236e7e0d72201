package dev.dowel.protocol;

/**
 * What a client sends over a connection (protocol 4.2).
 *
 * <p>Immutable.
 */
public sealed interface ClientMessage {

    /**
     * Asks for an action to run.
     *
     * @param id the client's number for this call, repeated in the answer
     * @param args the arguments, not decoded yet; read them with {@link Values#decodeArguments}
     */
    record ActionRequest(long id, String name, RawValue args) implements ClientMessage {}

    /**
     * Starts or ends the delivery of an event.
     *
     * @param subscribe true to start, false to end
     */
    record SubscriptionRequest(String eventName, boolean subscribe) implements ClientMessage {}
}
