package dev.dowel.server;

import dev.dowel.protocol.Limits;
import java.time.Duration;

/**
 * The bounds of one gateway that do not follow from the protocol; {@link Limits} has those that do. Immutable.
 *
 * @param connections open connections; beyond, new ones are answered {@code guard.service_unavailable} and closed
 * @param shedConnections further connections that still get that answer; beyond, new ones are closed at once
 * @param managementBodyBytes bytes of a body of the management API; beyond: 413 {@code guard.invalid_request_body}
 * @param outboundBytes bytes waiting to be written to one socket; beyond, it is closed with {@code ws.slow_consumer}
 * @param outstandingCalls calls of one socket without an answer; beyond, it is not read until half of them have one
 * @param headTime how long a new connection may take to send its first request's head; then it is closed
 * @param idleTime how long a connection may wait between requests, or not take an answer; then it is closed
 * @param bodyTime how long a request's body may take; then 408 {@code guard.request_timeout}
 * @param readyTime how long requests wait for an actor that starts or stops; then {@code guard.actor_ready_timeout}
 * @param socketOpenTime how long an actor's hooks for a socket may take; then {@code guard.websocket_open_timeout}
 * @param lingerTime how long a connection that was told to end may take to do so; then it is cut
 * @param reconnectGrace how long the port of a server that ends goes on telling reconnecting clients to wait, if sockets were
 *     open (protocol 4.5)
 * @param firstDenial how long the first refusal of a socket waits (protocol 4.5); each further one twice as long
 * @param longestDenial the most a refusal waits
 * @param denialMemory how long after its last refusal a caller counts as new again
 * @param deniedCallers refused callers remembered; beyond, the one refused longest ago is forgotten
 * @param silence how long a WebSocket may say nothing before it is pinged, and again before it is closed
 * @param ratedCallers pairs of caller and actor whose requests are counted, if they are limited; beyond, the one that asked
 *     longest ago is forgotten
 * @param arrivingBytes bytes that all clients together sent and nobody has handled; beyond, new ones are refused with
 *     {@code guard.service_unavailable}
 * @param leavingBytes bytes that wait in the sockets of slow clients; beyond, those are closed with {@code ws.slow_consumer}
 */
record GatewayLimits(
        int connections,
        int shedConnections,
        int managementBodyBytes,
        long outboundBytes,
        int outstandingCalls,
        Duration headTime,
        Duration idleTime,
        Duration bodyTime,
        Duration readyTime,
        Duration socketOpenTime,
        Duration lingerTime,
        Duration reconnectGrace,
        Duration firstDenial,
        Duration longestDenial,
        Duration denialMemory,
        int deniedCallers,
        Duration silence,
        int ratedCallers,
        long arrivingBytes,
        long leavingBytes) {

    static final GatewayLimits DEFAULTS = new GatewayLimits(
            100_000,
            1_000,
            256 * 1024,
            Limits.CONNECTION_OUTBOUND_BYTES,
            Limits.CONNECTION_OUTSTANDING_CALLS,
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            // Clients come back after 0, 250, 750, 1750, 3750, 7750 and 15750 ms, later on a busy machine. The seventh
            // attempt is held; after that they pause for 16 s. One more would take longer than most supervisors wait.
            Duration.ofSeconds(24),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            10_000,
            Duration.ofSeconds(30),
            10_000,
            // Of the memory the larger part is for actors.
            ofMemory(8),
            ofMemory(4));

    private static long ofMemory(int part) {
        return Math.max(16L << 20, Runtime.getRuntime().maxMemory() / part);
    }

    /** Begins to change some of them. */
    GatewayLimitsBuilder change() {
        return new GatewayLimitsBuilder(this);
    }
}
