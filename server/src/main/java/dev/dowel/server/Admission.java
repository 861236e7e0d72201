package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what callers ask of actors and refuses what is too much. Thread safe.
 *
 * <p>It remembers a bounded number of pairs of caller and actor; the one that asked longest ago is forgotten first, and
 * counts from nothing when it comes back. An actor that is named both by its key and by its id counts as two.
 */
final class Admission {

    /** One request that was let in. Any thread. */
    interface Ticket {

        /** Where nothing is counted. */
        Ticket FREE = () -> {};

        /** Says that the request is answered, or the socket closed. Idempotent. */
        void done();
    }

    private record Pair(String caller, String actor) {}

    private static final class Counts {
        final TokenBucket perMinute;
        final AtomicInteger inFlight = new AtomicInteger();

        Counts(TokenBucket perMinute) {
            this.perMinute = perMinute;
        }
    }

    private final RateLimits limits;
    private final int remembered;
    private final LongSupplier nanoTime;
    /** Guarded by itself. Least recently used first. */
    private final SequencedMap<Pair, Counts> pairs = new LinkedHashMap<>(16, 0.75f, true);

    Admission(RateLimits limits, int remembered, LongSupplier nanoTime) {
        this.limits = limits;
        this.remembered = remembered;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets a request in.
     *
     * @throws WireException {@code guard.rate_limit}
     */
    Ticket admit(String caller, Target target) {
        if (limits.requestsPerMinute() == 0 && limits.inFlight() == 0) {
            return Ticket.FREE;
        }
        synchronized (pairs) {
            long now = nanoTime.getAsLong();
            Counts counts = pairs.computeIfAbsent(new Pair(caller, nameOf(target)), pair -> fresh(now));
            forgetOldest();
            if (limits.inFlight() > 0 && counts.inFlight.get() >= limits.inFlight()) {
                throw refusal("More than " + limits.inFlight() + " requests to the actor are not answered yet.");
            }
            if (limits.requestsPerMinute() > 0 && !counts.perMinute.take(now)) {
                throw refusal("More than " + limits.requestsPerMinute() + " requests to the actor in a minute.");
            }
            counts.inFlight.incrementAndGet();
            return ticket(counts.inFlight);
        }
    }

    private Counts fresh(long now) {
        return new Counts(new TokenBucket(limits.requestsPerMinute(), limits.requestsPerMinute() / 60.0, now));
    }

    private void forgetOldest() {
        if (pairs.size() > remembered) {
            pairs.pollFirstEntry();
        }
    }

    private static Ticket ticket(AtomicInteger inFlight) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                inFlight.decrementAndGet();
            }
        };
    }

    /** How fast one socket may send messages, or null for as fast as it likes. */
    @Nullable
    TokenBucket messages() {
        int rate = limits.messagesPerSecond();
        return rate == 0 ? null : new TokenBucket(2.0 * rate, rate, nanoTime.getAsLong());
    }

    /** How many pairs are remembered. */
    int size() {
        synchronized (pairs) {
            return pairs.size();
        }
    }

    private static WireException refusal(String message) {
        ErrorBody error = GatewayErrors.rateLimit(message);
        return new WireException(error.group(), error.code(), message);
    }

    private static String nameOf(Target target) {
        return switch (target) {
            case Target.ById byId -> byId.actorId();
            case Target.Get get -> nameOf(get.address());
            case Target.GetOrCreate getOrCreate -> nameOf(getOrCreate.address());
        };
    }

    private static String nameOf(ActorAddress address) {
        return address.namespace() + "/" + address.name() + "/" + KeyFormat.canonical(address.key());
    }
}
