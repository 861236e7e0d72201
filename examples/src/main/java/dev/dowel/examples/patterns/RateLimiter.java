package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Durability;
import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket for one user or address, which is its key: {@value #BURST} requests at once, one more every second. Confined
 * to the actor's turn.
 *
 * <p>Its answers do not wait for the disk: after a crash it may let a second's worth of requests through again.
 */
@ActorType("rateLimiter")
public final class RateLimiter extends Actor<RateLimiter.State> {

    private static final int BURST = 10;
    private static final Duration PER_TOKEN = Duration.ofSeconds(1);

    /** What is in the bucket, and up to when it was filled. */
    public record State(int tokens, Instant filledAt) {

        State filled(Instant now) {
            long earned = Duration.between(filledAt, now).dividedBy(PER_TOKEN);
            if (earned <= 0) {
                return this;
            }
            return tokens + earned >= BURST
                    ? new State(BURST, now)
                    : new State(tokens + (int) earned, filledAt.plus(PER_TOKEN.multipliedBy(earned)));
        }
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(BURST, now());
    }

    /** Whether one more request is all right. */
    @Action(durability = Durability.RELAXED)
    public boolean tryAcquire() {
        State bucket = state().filled(now());
        boolean allowed = bucket.tokens() > 0;
        setState(allowed ? new State(bucket.tokens() - 1, bucket.filledAt()) : bucket);
        return allowed;
    }
}
