package dev.dowel.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads messages in bare encoding, version 4 (protocol 3.4).
 *
 * <p>Static; any thread.
 */
final class BareFrames {

    // Tags of the unions ToClient and ToServer.
    private static final int INIT = 0;
    private static final int ERROR = 1;
    private static final int ACTION_RESPONSE = 2;
    private static final int EVENT = 3;
    private static final int ACTION_REQUEST = 0;
    private static final int SUBSCRIPTION_REQUEST = 1;

    private static final int ENVELOPE_BYTES = 48;

    private BareFrames() {}

    static byte[] init(String actorId, String connectionId) {
        var sink = open(INIT, 2 * ENVELOPE_BYTES);
        BareBytes.string(sink, actorId);
        BareBytes.string(sink, connectionId);
        return sink.toByteArray();
    }

    static byte[] actionResponse(long id, byte[] output) {
        var sink = open(ACTION_RESPONSE, output.length + ENVELOPE_BYTES);
        BareBytes.uint(sink, id);
        BareBytes.data(sink, output);
        return sink.toByteArray();
    }

    static byte[] event(String name, byte[] args) {
        var sink = open(EVENT, name.length() + args.length + ENVELOPE_BYTES);
        BareBytes.string(sink, name);
        BareBytes.data(sink, args);
        return sink.toByteArray();
    }

    static byte[] failure(ErrorBody error, @Nullable Long actionId) {
        var sink = open(ERROR, 4 * ENVELOPE_BYTES);
        errorHead(sink, error);
        BareBytes.optionalUint(sink, actionId);
        BareBytes.optionalActor(sink, error.actor());
        return sink.toByteArray();
    }

    static byte[] actionRequest(long id, String name, byte[] args) {
        var sink = open(ACTION_REQUEST, name.length() + args.length + ENVELOPE_BYTES);
        BareBytes.uint(sink, id);
        BareBytes.string(sink, name);
        BareBytes.data(sink, args);
        return sink.toByteArray();
    }

    static byte[] subscription(String event, boolean subscribe) {
        var sink = open(SUBSCRIPTION_REQUEST, event.length() + ENVELOPE_BYTES);
        BareBytes.string(sink, event);
        BareBytes.bool(sink, subscribe);
        return sink.toByteArray();
    }

    private static ByteSink open(int tag, int capacity) {
        var sink = new ByteSink(capacity);
        BareBytes.version(sink);
        BareBytes.uint(sink, tag);
        return sink;
    }

    /** An HTTP error body, protocol 3.3. */
    static byte[] errorBody(ErrorBody error) {
        var sink = new ByteSink(4 * ENVELOPE_BYTES);
        BareBytes.version(sink);
        errorHead(sink, error);
        BareBytes.optionalActor(sink, error.actor());
        return sink.toByteArray();
    }

    /** An HTTP body that is one value. */
    static byte[] onlyValue(byte[] value) {
        var sink = new ByteSink(value.length + 8);
        BareBytes.version(sink);
        BareBytes.data(sink, value);
        return sink.toByteArray();
    }

    private static void errorHead(ByteSink sink, ErrorBody error) {
        BareBytes.string(sink, error.group());
        BareBytes.string(sink, error.code());
        BareBytes.string(sink, error.message());
        BareBytes.optionalData(sink, Values.encodeMetadata(Dialect.COMPAT_CBOR, error));
    }

    static ClientMessage readClient(byte[] frame) {
        var scanner = new BareScanner(frame);
        scanner.version();
        ClientMessage message = switch ((int) Math.min(scanner.uint(), Integer.MAX_VALUE)) {
            case ACTION_REQUEST ->
                new ClientMessage.ActionRequest(
                        scanner.uint(), EnvelopeReader.checkName(scanner.string()), scanner.value());
            case SUBSCRIPTION_REQUEST ->
                new ClientMessage.SubscriptionRequest(EnvelopeReader.checkName(scanner.string()), scanner.bool());
            default -> throw scanner.malformed("an unknown message");
        };
        scanner.end();
        return message;
    }

    static ServerMessage readServer(byte[] frame) {
        var scanner = new BareScanner(frame);
        scanner.version();
        ServerMessage message = switch ((int) Math.min(scanner.uint(), Integer.MAX_VALUE)) {
            case INIT -> new ServerMessage.Init(scanner.string(), scanner.string());
            case ERROR -> readFailure(scanner);
            case ACTION_RESPONSE -> new ServerMessage.ActionResponse(scanner.uint(), scanner.value());
            case EVENT -> new ServerMessage.Event(scanner.string(), scanner.value());
            default -> throw scanner.malformed("an unknown message");
        };
        scanner.end();
        return message;
    }

    private static ServerMessage readFailure(BareScanner scanner) {
        ErrorBody error = readErrorHead(scanner);
        Long actionId = scanner.optional(scanner::uint);
        return new ServerMessage.Failure(error.withActor(scanner.optional(scanner::actor)), actionId);
    }

    private static ErrorBody readErrorHead(BareScanner scanner) {
        String group = scanner.string();
        String code = scanner.string();
        String message = scanner.string();
        RawValue metadata = scanner.optional(scanner::value);
        return new ErrorBody(
                group, code, message, metadata == null ? null : Values.decode(metadata, Object.class), null);
    }

    static ErrorBody readErrorBody(byte[] body) {
        var scanner = new BareScanner(body);
        scanner.version();
        ErrorBody error = readErrorHead(scanner).withActor(scanner.optional(scanner::actor));
        scanner.end();
        return error;
    }

    static RawValue readOnlyValue(byte[] body) {
        var scanner = new BareScanner(body);
        scanner.version();
        RawValue value = scanner.value();
        scanner.end();
        return value;
    }

    /** What is sent to a queue, protocol 6. */
    static byte[] queueRequest(String queue, byte[] body, @Nullable Long timeoutMillis) {
        var sink = new ByteSink(queue.length() + body.length + ENVELOPE_BYTES);
        BareBytes.version(sink);
        BareBytes.data(sink, body);
        BareBytes.optionalString(sink, queue);
        BareBytes.bool(sink, true);
        BareBytes.bool(sink, timeoutMillis != null);
        BareBytes.bool(sink, timeoutMillis != null);
        if (timeoutMillis != null) {
            BareBytes.u64(sink, timeoutMillis);
        }
        return sink.toByteArray();
    }

    /** What became of it. */
    static byte[] queueResponse(String status, byte @Nullable [] value) {
        var sink = new ByteSink(ENVELOPE_BYTES + (value == null ? 0 : value.length));
        BareBytes.version(sink);
        BareBytes.string(sink, status);
        BareBytes.optionalData(sink, value);
        return sink.toByteArray();
    }

    static QueueRequest readQueueRequest(byte[] body) {
        var scanner = new BareScanner(body);
        scanner.version();
        RawValue message = scanner.value();
        scanner.optional(scanner::string); // the queue's name, which the path has too
        Boolean isWaiting = scanner.optional(scanner::bool);
        Double timeout = scanner.optional(scanner::u64);
        scanner.end();
        return new QueueRequest(
                message,
                isWaiting != null && isWaiting,
                Optional.ofNullable(timeout == null ? null : QueueBodies.timeout(timeout)));
    }

    static QueueResponse readQueueResponse(byte[] body) {
        var scanner = new BareScanner(body);
        scanner.version();
        String status = scanner.string();
        RawValue value = scanner.optional(scanner::value);
        scanner.end();
        return QueueBodies.response(status, value);
    }
}
