package dev.dowel.client;

import java.time.Duration;

/**
 * Every bound of the client, with its unit and what happens at it. What a builder can set is a default here; the bounds
 * of messages themselves are those of {@link dev.dowel.protocol.Limits}.
 *
 * <p>Constants; any thread.
 */
public final class ClientLimits {

    // HTTP

    /** HTTP requests one client has open at once. Beyond: further ones wait, in order. */
    public static final int HTTP_REQUESTS = 256;

    /** HTTP requests that wait for their turn. Beyond: {@code client.overloaded}. */
    public static final int WAITING_HTTP_REQUESTS = 10_000;

    /** Bytes of one response or one message from the server; a default. Beyond: {@code client.response_too_large}. */
    public static final int RESPONSE_BYTES = 32 * 1024 * 1024;

    /** Messages for queues that one handle holds back until those before them are answered. Beyond: {@code client.overloaded}. */
    public static final int WAITING_SENDS = 10_000;

    /** How often a call is sent at most, when the server reports that the action did not run. Then: its last error. */
    public static final int CALL_ATTEMPTS = 10;

    /** Wait before the first repetition of a call; doubles each time. */
    public static final Duration RETRY_FIRST = Duration.ofMillis(50);

    /** The longest wait between repetitions of a call. */
    public static final Duration RETRY_LONGEST = Duration.ofSeconds(1);

    // Connections

    /** Calls of one connection that wait to be sent or answered. Beyond: {@code client.overloaded}. */
    public static final int CONNECTION_CALLS = 10_000;

    /** Bytes one connection has accepted and not yet written. Beyond: the call fails with {@code client.overloaded}. */
    public static final int CONNECTION_OUTBOUND_BYTES = 16 * 1024 * 1024;

    /** Events waiting for the listeners of one connection. Beyond: it ends with {@code client.slow_listener}. */
    public static final int LISTENER_QUEUE_EVENTS = 10_000;

    /** Bytes of those events. Beyond: the connection ends with {@code client.slow_listener}. */
    public static final int LISTENER_QUEUE_BYTES = 64 * 1024 * 1024;

    /** Longest wait after the first failed attempt to connect; doubles each time. */
    public static final Duration RECONNECT_FIRST = Duration.ofMillis(250);

    /** The longest wait between attempts to connect. */
    public static final Duration RECONNECT_LONGEST = Duration.ofSeconds(30);

    /** How long a connection must have been open for the next reconnect to begin at once instead of backing off. */
    public static final Duration RECONNECT_STABLE = Duration.ofSeconds(5);

    // Time

    /** How long a call may take, repetitions and waiting for a connection included; a default. Then: {@code client.timed_out}. */
    public static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    /** How long reaching the server's port may take; a default. Then: {@code client.connection_failed}. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long an attempt to connect may take until the actor has accepted. Then: the next attempt. */
    public static final Duration OPEN_TIMEOUT = Duration.ofSeconds(60);

    /** How long closing waits for the server's part of the closing handshake. Then: the socket is dropped. */
    public static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    /** How often an open connection is probed. A server that is silent for two such intervals is given up. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private ClientLimits() {}
}
