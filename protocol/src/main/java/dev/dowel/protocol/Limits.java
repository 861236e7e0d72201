package dev.dowel.protocol;

/**
 * The bounds on what goes over the wire, each with its unit and what happens beyond it. Bounds in time belong to those
 * who keep them: the settings of an actor, the gateway, the client.
 *
 * <p>Constants; any thread.
 */
public final class Limits {

    // Messages

    /** Bytes of a request body or of one connection message from a client. Beyond: {@code message.incoming_too_long}. */
    public static final int INCOMING_MESSAGE_BYTES = 64 * 1024;

    /** Bytes of a response or event to a client. Beyond: {@code message.outgoing_too_long}. */
    public static final int OUTGOING_MESSAGE_BYTES = 1024 * 1024;

    /** Bytes of an HTTP body the gateway reads at all. Beyond: 413 {@code guard.invalid_request_body}. */
    public static final int HTTP_BODY_BYTES = 20 * 1024 * 1024;

    // Values

    /** Arrays and objects inside one another in one value. Beyond: {@code actor.invalid_request}, or not serialisable. */
    public static final int NESTING_DEPTH = 100;

    /** Bytes of one encoded value, state included. Beyond: {@link UnserializableValueException}. */
    public static final int ENCODED_VALUE_BYTES = 32 * 1024 * 1024;

    /** Decimal digits of an integer in a message. Beyond: {@code actor.invalid_request}. */
    public static final int NUMBER_DIGITS = 10_000;

    // Names, keys and what comes with a request

    /** Characters of an actor's name. Beyond: {@code actor.invalid_name}. */
    public static final int NAME_CHARS = 64;

    /** UTF-8 bytes of one part of a key. Beyond: {@code actor.key_too_large}. */
    public static final int KEY_PART_BYTES = 128;

    /** UTF-8 bytes of a key in canonical form. Beyond: {@code actor.key_too_large}. */
    public static final int KEY_BYTES = 1024;

    /** Characters of a namespace. Beyond: {@code guard.query_invalid_params}. */
    public static final int NAMESPACE_CHARS = 64;

    /** Characters of an action's or event's name in a request. Beyond: {@code actor.invalid_request}. */
    public static final int ACTION_NAME_CHARS = 256;

    /**
     * CBOR bytes of an actor's input that the server accepts. Beyond: {@code actor.input_too_large}. Published clients
     * stop at {@link #CLIENT_INPUT_BYTES} unless they are told otherwise.
     */
    public static final int INPUT_BYTES = 64 * 1024;

    /** CBOR bytes of an actor's input in a query URL that clients send by default. Beyond: they fail locally. */
    public static final int CLIENT_INPUT_BYTES = 4096;

    /** Bytes of connection parameters, a JSON text. Beyond: {@code actor.invalid_request}. */
    public static final int CONNECTION_PARAMS_BYTES = 16 * 1024;

    /** Bytes of a request line (the URL with its query). Beyond: 414 {@code guard.invalid_request}. */
    public static final int REQUEST_LINE_BYTES = 128 * 1024;

    /** Bytes of all headers of one request. Beyond: 431 {@code guard.invalid_request}. */
    public static final int REQUEST_HEADERS_BYTES = 64 * 1024;

    /** Actors in one answer of the management API when the request does not say; also the most it can ask for. */
    public static final int LIST_LIMIT = 100;

    // Key-value store

    /** Bytes of a key of an actor's key-value store. Beyond: {@code kv.key_too_large}. */
    public static final int KV_KEY_BYTES = 2 * 1024;

    /** Bytes of a value of an actor's key-value store. Beyond: {@code kv.value_too_large}. */
    public static final int KV_VALUE_BYTES = 128 * 1024;

    /** Keys in one batch. Beyond: {@code kv.batch_too_large}. */
    public static final int KV_BATCH_KEYS = 128;

    /** Bytes of keys and values in one batch that is written. Beyond: {@code kv.batch_too_large}. */
    public static final int KV_BATCH_BYTES = 976 * 1024;

    /** Bytes of keys and values that one list returns. Beyond: {@code kv.list_too_large}. */
    public static final int KV_LIST_BYTES = 20 * 1024 * 1024;

    // Schedules

    /** Actions and jobs that an actor has set. Beyond: {@code schedule.too_many}. */
    public static final int SCHEDULES = 10_000;

    /** Bytes of the arguments of one of them. Beyond: {@code schedule.arguments_too_large}. */
    public static final int SCHEDULE_ARGUMENT_BYTES = 64 * 1024;

    /** Characters of the name of a job. Beyond: {@code schedule.invalid_name}. */
    public static final int JOB_NAME_CHARS = 128;

    /** Runs that the histories of all jobs of an actor keep together. Beyond: the oldest of the job are dropped. */
    public static final int JOB_HISTORY = 10_000;

    // Queues

    /** Requests waiting in one actor's mailbox. Beyond: {@code actor.overloaded}. */
    public static final int MAILBOX_MESSAGES = 1000;

    /** Tasks of {@code waitUntil} of one actor that have not ended. Beyond: {@code actor.overloaded}. */
    public static final int BACKGROUND_TASKS = 1000;

    /** Calls of one connection that have no answer yet. Beyond: the socket is not read until some have. */
    public static final int CONNECTION_OUTSTANDING_CALLS = 256;

    /** Events one connection can subscribe to. Beyond: the socket is closed with {@code actor.invalid_request}. */
    public static final int CONNECTION_SUBSCRIPTIONS = 1000;

    /** Bytes waiting to be written to one connection. Beyond: the socket is closed with {@code ws.slow_consumer}. */
    public static final int CONNECTION_OUTBOUND_BYTES = 8 * 1024 * 1024;

    /** Milliseconds a sender can wait for its message to be completed. Beyond: {@code queue.message_invalid}. */
    public static final long QUEUE_WAIT_MILLIS = 3_600_000;

    /** Milliseconds a sender waits that does not say how long. Then: the status {@code timedOut}. */
    public static final long DEFAULT_QUEUE_WAIT_MILLIS = 60_000;

    private Limits() {}
}
