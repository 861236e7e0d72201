package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Writes messages in cbor encoding (protocol 4.2). Members stand in alphabetical order.
 *
 * <p>Static; any thread.
 */
final class CborFrames {

    private static final int ENVELOPE_BYTES = 96;

    private CborFrames() {}

    static byte[] init(String actorId, String connectionId) {
        var sink = open("Init", 2, 2 * ENVELOPE_BYTES);
        member(sink, "actorId", actorId);
        member(sink, "connectionId", connectionId);
        return sink.toByteArray();
    }

    static byte[] actionResponse(long id, byte[] output) {
        var sink = open("ActionResponse", 2, output.length + ENVELOPE_BYTES);
        name(sink, "id");
        CborBytes.unsigned64(sink, id);
        name(sink, "output");
        sink.put(output);
        return sink.toByteArray();
    }

    static byte[] event(String name, byte[] args) {
        var sink = open("Event", 2, args.length + ENVELOPE_BYTES);
        name(sink, "args");
        sink.put(args);
        member(sink, "name", name);
        return sink.toByteArray();
    }

    static byte[] failure(ErrorBody error, @Nullable Long actionId) {
        byte[] metadata = Values.encodeMetadata(Dialect.COMPAT_CBOR, error);
        var sink = open("Error", 1 + memberCount(error, metadata), 4 * ENVELOPE_BYTES);
        name(sink, "actionId");
        if (actionId == null) {
            sink.put(CborBytes.NULL);
        } else {
            CborBytes.unsigned64(sink, actionId);
        }
        errorMembers(sink, error, metadata);
        return sink.toByteArray();
    }

    static byte[] actionRequest(long id, String name, byte[] args) {
        var sink = open("ActionRequest", 3, args.length + ENVELOPE_BYTES);
        name(sink, "id");
        CborBytes.unsigned64(sink, id);
        member(sink, "name", name);
        name(sink, "args");
        sink.put(args);
        return sink.toByteArray();
    }

    static byte[] subscription(String event, boolean subscribe) {
        var sink = open("SubscriptionRequest", 2, 2 * ENVELOPE_BYTES);
        member(sink, "eventName", event);
        name(sink, "subscribe");
        sink.put(subscribe ? CborBytes.TRUE : CborBytes.FALSE);
        return sink.toByteArray();
    }

    private static ByteSink open(String tag, int members, int capacity) {
        var sink = new ByteSink(capacity);
        CborBytes.head(sink, CborBytes.MAP, 1);
        name(sink, "body");
        CborBytes.head(sink, CborBytes.MAP, 2);
        name(sink, "tag");
        name(sink, tag);
        name(sink, "val");
        CborBytes.head(sink, CborBytes.MAP, members);
        return sink;
    }

    /** An HTTP error body, protocol 3.3. */
    static byte[] errorBody(ErrorBody error) {
        byte[] metadata = Values.encodeMetadata(Dialect.COMPAT_CBOR, error);
        var sink = new ByteSink(4 * ENVELOPE_BYTES);
        CborBytes.head(sink, CborBytes.MAP, memberCount(error, metadata));
        errorMembers(sink, error, metadata);
        return sink.toByteArray();
    }

    /** An HTTP body with one member. */
    static byte[] onlyMember(String name, byte[] value) {
        var sink = new ByteSink(name.length() + value.length + 2);
        CborBytes.head(sink, CborBytes.MAP, 1);
        name(sink, name);
        sink.put(value);
        return sink.toByteArray();
    }

    /** What is sent to a queue, protocol 6. */
    static byte[] queueRequest(String queue, byte[] body, @Nullable Long timeoutMillis) {
        var sink = new ByteSink(body.length + ENVELOPE_BYTES);
        CborBytes.head(sink, CborBytes.MAP, 4);
        name(sink, "body");
        sink.put(body);
        member(sink, "name", queue);
        name(sink, "wait");
        sink.put(timeoutMillis != null ? CborBytes.TRUE : CborBytes.FALSE);
        name(sink, "timeout");
        if (timeoutMillis == null) {
            sink.put(CborBytes.UNDEFINED);
        } else {
            CborBytes.number(sink, Dialect.NATIVE_CBOR, timeoutMillis);
        }
        return sink.toByteArray();
    }

    /** What became of it. */
    static byte[] queueResponse(String status, byte @Nullable [] value) {
        var sink = new ByteSink(ENVELOPE_BYTES + (value == null ? 0 : value.length));
        CborBytes.head(sink, CborBytes.MAP, value == null ? 1 : 2);
        member(sink, "status", status);
        if (value != null) {
            name(sink, "response");
            sink.put(value);
        }
        return sink.toByteArray();
    }

    private static int memberCount(ErrorBody error, byte @Nullable [] metadata) {
        return 3 + (error.actor() == null ? 0 : 1) + (metadata == null ? 0 : 1);
    }

    // Absent members are left out: clients cannot read an error whose actor or key is null.
    private static void errorMembers(ByteSink sink, ErrorBody error, byte @Nullable [] metadata) {
        ActorSpecifier actor = error.actor();
        if (actor != null) {
            name(sink, "actor");
            CborBytes.head(sink, CborBytes.MAP, actor.key() == null ? 2 : 3);
            member(sink, "actorId", actor.actorId());
            name(sink, "generation");
            CborBytes.number(sink, Dialect.COMPAT_CBOR, actor.generation());
            if (actor.key() != null) {
                member(sink, "key", actor.key());
            }
        }
        member(sink, "code", error.code());
        member(sink, "group", error.group());
        member(sink, "message", error.message());
        if (metadata != null) {
            name(sink, "metadata");
            sink.put(metadata);
        }
    }

    private static void member(ByteSink sink, String name, String text) {
        name(sink, name);
        CborBytes.text(sink, text);
    }

    /** A name of ours: ASCII and short. */
    private static void name(ByteSink sink, String name) {
        CborBytes.head(sink, CborBytes.TEXT, name.length());
        sink.putAscii(name);
    }
}
