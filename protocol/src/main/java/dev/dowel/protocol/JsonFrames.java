package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Writes messages in json encoding. Members stand in alphabetical order, as in the captures of protocol 3 and 4.
 *
 * <p>Static; any thread.
 */
final class JsonFrames {

    private static final int ENVELOPE_BYTES = 96;

    private JsonFrames() {}

    static byte[] init(String actorId, String connectionId) {
        var sink = open("{\"body\":{\"tag\":\"Init\",\"val\":{\"actorId\":", 2 * ENVELOPE_BYTES);
        JsonBytes.string(sink, actorId);
        sink.putAscii(",\"connectionId\":");
        JsonBytes.string(sink, connectionId);
        return close(sink);
    }

    static byte[] actionResponse(long id, byte[] output) {
        var sink = open("{\"body\":{\"tag\":\"ActionResponse\",\"val\":{\"id\":", output.length + ENVELOPE_BYTES);
        JsonBytes.bigInt(sink, id);
        sink.putAscii(",\"output\":");
        sink.put(output);
        return close(sink);
    }

    static byte[] event(String name, byte[] args) {
        var sink = open("{\"body\":{\"tag\":\"Event\",\"val\":{\"args\":", args.length + ENVELOPE_BYTES);
        sink.put(args);
        sink.putAscii(",\"name\":");
        JsonBytes.string(sink, name);
        return close(sink);
    }

    static byte[] failure(ErrorBody error, @Nullable Long actionId) {
        var sink = open("{\"body\":{\"tag\":\"Error\",\"val\":{\"actionId\":", 4 * ENVELOPE_BYTES);
        if (actionId == null) {
            sink.put(JsonBytes.NULL);
        } else {
            JsonBytes.bigInt(sink, actionId);
        }
        sink.put(',');
        errorMembers(sink, error);
        return close(sink);
    }

    static byte[] actionRequest(long id, String name, byte[] args) {
        var sink = open("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":", args.length + ENVELOPE_BYTES);
        JsonBytes.bigInt(sink, id);
        sink.putAscii(",\"name\":");
        JsonBytes.string(sink, name);
        sink.putAscii(",\"args\":");
        sink.put(args);
        return close(sink);
    }

    static byte[] subscription(String event, boolean subscribe) {
        var sink = open("{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":", 2 * ENVELOPE_BYTES);
        JsonBytes.string(sink, event);
        sink.putAscii(",\"subscribe\":");
        sink.put(subscribe ? JsonBytes.TRUE : JsonBytes.FALSE);
        return close(sink);
    }

    private static ByteSink open(String beginning, int capacity) {
        var sink = new ByteSink(capacity);
        sink.putAscii(beginning);
        return sink;
    }

    private static byte[] close(ByteSink sink) {
        sink.putAscii("}}}");
        return sink.toByteArray();
    }

    /** An HTTP error body, protocol 3.3. */
    static byte[] errorBody(ErrorBody error) {
        var sink = new ByteSink(4 * ENVELOPE_BYTES);
        sink.put('{');
        errorMembers(sink, error);
        sink.put('}');
        return sink.toByteArray();
    }

    /** An HTTP body with one member. */
    static byte[] onlyMember(String beginning, byte[] value) {
        var sink = new ByteSink(beginning.length() + value.length + 1);
        sink.putAscii(beginning);
        sink.put(value);
        sink.put('}');
        return sink.toByteArray();
    }

    /** What is sent to a queue, protocol 6. */
    static byte[] queueRequest(String queue, byte[] body, @Nullable Long timeoutMillis) {
        var sink = new ByteSink(body.length + ENVELOPE_BYTES);
        sink.putAscii("{\"body\":");
        sink.put(body);
        sink.putAscii(",\"name\":");
        JsonBytes.string(sink, queue);
        sink.putAscii(",\"wait\":");
        sink.put(timeoutMillis != null ? JsonBytes.TRUE : JsonBytes.FALSE);
        if (timeoutMillis != null) {
            sink.putAscii(",\"timeout\":");
            JsonBytes.integer(sink, timeoutMillis);
        }
        sink.put('}');
        return sink.toByteArray();
    }

    /** What became of it. */
    static byte[] queueResponse(String status, byte @Nullable [] value) {
        var sink = new ByteSink(ENVELOPE_BYTES + (value == null ? 0 : value.length));
        sink.putAscii("{\"status\":");
        JsonBytes.string(sink, status);
        if (value != null) {
            sink.putAscii(",\"response\":");
            sink.put(value);
        }
        sink.put('}');
        return sink.toByteArray();
    }

    // Absent members are left out: clients cannot read an error whose actor or key is null.
    private static void errorMembers(ByteSink sink, ErrorBody error) {
        ActorSpecifier actor = error.actor();
        if (actor != null) {
            sink.putAscii("\"actor\":{\"actorId\":");
            JsonBytes.string(sink, actor.actorId());
            sink.putAscii(",\"generation\":");
            JsonBytes.integer(sink, actor.generation());
            if (actor.key() != null) {
                sink.putAscii(",\"key\":");
                JsonBytes.string(sink, actor.key());
            }
            sink.putAscii("},");
        }
        sink.putAscii("\"code\":");
        JsonBytes.string(sink, error.code());
        sink.putAscii(",\"group\":");
        JsonBytes.string(sink, error.group());
        sink.putAscii(",\"message\":");
        JsonBytes.string(sink, error.message());
        byte[] metadata = Values.encodeMetadata(Dialect.JSON, error);
        if (metadata != null) {
            sink.putAscii(",\"metadata\":");
            sink.put(metadata);
        }
    }
}
