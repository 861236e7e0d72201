package dev.dowel.server;

/** Allows so many events at once and refills steadily. For one thread at a time. */
final class TokenBucket {

    private final double capacity;
    private final double perNano;
    private double tokens;
    private long refilledAt;

    /**
     * A full one.
     *
     * @param capacity the most at once
     * @param perSecond how many come back
     * @param now nanoseconds, as of {@link System#nanoTime}
     */
    TokenBucket(double capacity, double perSecond, long now) {
        this.capacity = capacity;
        this.perNano = perSecond / 1e9;
        this.tokens = capacity;
        this.refilledAt = now;
    }

    /** Takes one if there is one. */
    boolean take(long now) {
        // Times of several threads may be a little out of order.
        long passed = Math.max(0, now - refilledAt);
        refilledAt += passed;
        tokens = Math.min(capacity, tokens + passed * perNano);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
