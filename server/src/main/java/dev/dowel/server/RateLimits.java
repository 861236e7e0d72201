package dev.dowel.server;

/**
 * How many requests a server takes from one caller. Immutable.
 *
 * <p>Callers are told apart by their address, so all who come through one proxy or router count as one. A call, a raw
 * request and the opening of a WebSocket are one request each; a WebSocket is in flight while it is open. What goes beyond is
 * {@code guard.rate_limit}: status 429, or the reason a WebSocket is closed with. Zero means that there is no limit.
 *
 * @param requestsPerMinute requests to one actor from one address; as many at once, if there were none for a minute
 * @param inFlight requests to one actor from one address that are not answered yet
 * @param messagesPerSecond messages on one WebSocket; twice as many at once
 */
public record RateLimits(int requestsPerMinute, int inFlight, int messagesPerSecond) {

    /** No limits: the default. */
    public static final RateLimits NONE = new RateLimits(0, 0, 0);

    /** What the reference system allows: 1,200 requests per minute, 32 in flight, any number of messages. */
    public static final RateLimits REFERENCE = new RateLimits(1_200, 32, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public RateLimits {
        if (requestsPerMinute < 0 || inFlight < 0 || messagesPerSecond < 0) {
            throw new IllegalArgumentException("A limit is not negative. Zero is none.");
        }
    }
}
