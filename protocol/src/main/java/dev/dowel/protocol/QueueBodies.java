package dev.dowel.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of messages for queues over HTTP (protocol 6). Errors have the bodies of {@link HttpBodies#failure}.
 *
 * <p>Static; any thread.
 */
public final class QueueBodies {

    private static final String COMPLETED = "completed";
    private static final String TIMED_OUT = "timedOut";

    private QueueBodies() {}

    /**
     * Reads the body of a send. It must not be written to afterwards: the message stays a slice of it. A message that is
     * missing is undefined, since JSON cannot say that; an empty body is an error, since some browsers lose bodies (protocol
     * 0.1).
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed, {@code queue.message_invalid} if the timeout is
     *     no time to wait
     */
    public static QueueRequest readRequest(Encoding encoding, byte[] body) {
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        return switch (encoding) {
            case JSON -> new QueueReader(new JsonScanner(body, 0, body.length)).request();
            case CBOR -> new QueueReader(new CborScanner(body, 0, body.length, dialect)).request();
            case BARE -> BareFrames.readQueueRequest(body);
        };
    }

    /**
     * The body of the answer to a message that was completed, or whose sender did not wait.
     *
     * @param value what it was completed with in {@link ConnectionFrames#payloadDialect}, or null if with nothing
     */
    public static byte[] completed(Encoding encoding, byte @Nullable [] value) {
        return response(encoding, COMPLETED, value);
    }

    /** The body of the answer to a message that was not completed in time. */
    public static byte[] timedOut(Encoding encoding) {
        return response(encoding, TIMED_OUT, null);
    }

    private static byte[] response(Encoding encoding, String status, byte @Nullable [] value) {
        return switch (encoding) {
            case JSON -> JsonFrames.queueResponse(status, value);
            case CBOR -> CborFrames.queueResponse(status, value);
            case BARE -> BareFrames.queueResponse(status, value);
        };
    }

    /**
     * The body of a send, as clients write it.
     *
     * @param body the message in {@link ConnectionFrames#requestDialect}
     * @param patience how long to wait for the message to be completed, at least; nothing if it need only be stored
     */
    public static byte[] request(Encoding encoding, String queue, byte[] body, Optional<Duration> patience) {
        Long timeout = patience.map(QueueBodies::wholeMillis).orElse(null);
        return switch (encoding) {
            case JSON -> JsonFrames.queueRequest(queue, body, timeout);
            case CBOR -> CborFrames.queueRequest(queue, body, timeout);
            case BARE -> BareFrames.queueRequest(queue, body, timeout);
        };
    }

    private static long wholeMillis(Duration time) {
        long millis = time.toMillis();
        return time.compareTo(Duration.ofMillis(millis)) > 0 ? millis + 1 : millis;
    }

    /**
     * Reads the body of a successful answer. It must not be written to afterwards: the value stays a slice of it.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed
     */
    public static QueueResponse readResponse(Encoding encoding, byte[] body) {
        Dialect dialect = ConnectionFrames.payloadDialect(encoding);
        return switch (encoding) {
            case JSON -> new QueueReader(new JsonScanner(body, 0, body.length)).response();
            case CBOR -> new QueueReader(new CborScanner(body, 0, body.length, dialect)).response();
            case BARE -> BareFrames.readQueueResponse(body);
        };
    }

    static QueueResponse response(String status, @Nullable RawValue value) {
        return switch (status) {
            case COMPLETED -> new QueueResponse.Completed(value);
            case TIMED_OUT -> new QueueResponse.TimedOut();
            default -> throw WireException.invalidRequest("The response has an unknown status.");
        };
    }

    /** The time a request names, in milliseconds. */
    static Duration timeout(@Nullable Object millis) {
        if (!(millis instanceof Number number)) {
            throw invalid("The timeout is not a number of milliseconds.");
        }
        double value = number.doubleValue();
        if (!(value >= 0)) { // nor is NaN
            throw invalid("The timeout is negative, or not a number.");
        }
        if (value > Limits.QUEUE_WAIT_MILLIS) {
            throw invalid("The timeout is longer than " + Limits.QUEUE_WAIT_MILLIS + " ms.");
        }
        return Duration.ofMillis((long) Math.ceil(value));
    }

    private static WireException invalid(String message) {
        return new WireException("queue", "message_invalid", message);
    }
}
