package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The messages of a connection as bytes (protocol 4.2), one per WebSocket message. Values inside them are encoded before
 * and only copied in, so that one encoded event can go to many connections.
 *
 * <p>Static; any thread.
 */
public final class ConnectionFrames {

    private ConnectionFrames() {}

    /** The dialect of the values in messages to clients. */
    public static Dialect payloadDialect(Encoding encoding) {
        return switch (encoding) {
            case JSON -> Dialect.JSON;
            case CBOR, BARE -> Dialect.COMPAT_CBOR;
        };
    }

    /** The dialect of the values in messages from clients. */
    public static Dialect requestDialect(Encoding encoding) {
        return switch (encoding) {
            case JSON -> Dialect.JSON;
            case CBOR -> Dialect.NATIVE_CBOR;
            case BARE -> Dialect.COMPAT_CBOR;
        };
    }

    /** The first message to a client. */
    public static byte[] init(Encoding encoding, String actorId, String connectionId) {
        return switch (encoding) {
            case JSON -> JsonFrames.init(actorId, connectionId);
            case CBOR -> CborFrames.init(actorId, connectionId);
            case BARE -> BareFrames.init(actorId, connectionId);
        };
    }

    /**
     * The result of a call.
     *
     * @param output the value in {@link #payloadDialect}; {@link Values#undefined} if there is none
     */
    public static byte[] actionResponse(Encoding encoding, long id, byte[] output) {
        return switch (encoding) {
            case JSON -> JsonFrames.actionResponse(id, output);
            case CBOR -> CborFrames.actionResponse(id, output);
            case BARE -> BareFrames.actionResponse(id, output);
        };
    }

    /**
     * An event.
     *
     * @param args an array in {@link #payloadDialect}, made by {@link Values#encodeArguments}
     */
    public static byte[] event(Encoding encoding, String name, byte[] args) {
        return switch (encoding) {
            case JSON -> JsonFrames.event(name, args);
            case CBOR -> CborFrames.event(name, args);
            case BARE -> BareFrames.event(name, args);
        };
    }

    /**
     * An error.
     *
     * @param actionId the call that failed, or null if the error concerns the connection
     */
    public static byte[] failure(Encoding encoding, ErrorBody error, @Nullable Long actionId) {
        return switch (encoding) {
            case JSON -> JsonFrames.failure(error, actionId);
            case CBOR -> CborFrames.failure(error, actionId);
            case BARE -> BareFrames.failure(error, actionId);
        };
    }

    /**
     * Reads a message from a client. The frame must not be written to afterwards: arguments stay slices of it.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed
     */
    public static ClientMessage readClient(Encoding encoding, byte[] frame) {
        return switch (encoding) {
            case JSON -> EnvelopeReader.clientMessage(new JsonScanner(frame, 0, frame.length));
            case CBOR -> EnvelopeReader.clientMessage(new CborScanner(frame, 0, frame.length, Dialect.NATIVE_CBOR));
            case BARE -> BareFrames.readClient(frame);
        };
    }

    /**
     * A call, as clients send it.
     *
     * @param args an array in {@link #requestDialect}, made by {@link Values#encodeArguments}
     */
    public static byte[] actionRequest(Encoding encoding, long id, String name, byte[] args) {
        return switch (encoding) {
            case JSON -> JsonFrames.actionRequest(id, name, args);
            case CBOR -> CborFrames.actionRequest(id, name, args);
            case BARE -> BareFrames.actionRequest(id, name, args);
        };
    }

    /** The start or end of a subscription, as clients send it. */
    public static byte[] subscription(Encoding encoding, String event, boolean subscribe) {
        return switch (encoding) {
            case JSON -> JsonFrames.subscription(event, subscribe);
            case CBOR -> CborFrames.subscription(event, subscribe);
            case BARE -> BareFrames.subscription(event, subscribe);
        };
    }

    /**
     * Reads a message from a server. The frame must not be written to afterwards: values stay slices of it.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed
     */
    public static ServerMessage readServer(Encoding encoding, byte[] frame) {
        return switch (encoding) {
            case JSON -> EnvelopeReader.serverMessage(new JsonScanner(frame, 0, frame.length));
            case CBOR -> EnvelopeReader.serverMessage(new CborScanner(frame, 0, frame.length, Dialect.COMPAT_CBOR));
            case BARE -> BareFrames.readServer(frame);
        };
    }
}
