package dev.dowel.runtime.activation;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one activation that hold messages, each for a time. Confined to the holder of the actor's token.
 *
 * <p>One timer for all of them, which looks at the times when it fires: most messages are handled long before, and a timer
 * for each would cost more than the message.
 */
final class Leases {

    /** How long a message may be held unless the holder says otherwise. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** The longest a holder may say. */
    static final Duration LONGEST = Duration.ofDays(365);

    private final Activation<?> activation;
    private final Set<HeldMessages> holders = new LinkedHashSet<>();
    private Timers.@Nullable Timer timer;
    private long firesAt;

    Leases(Activation<?> activation) {
        this.activation = activation;
    }

    void add(HeldMessages holder) {
        holders.add(holder);
        arm(LEASE);
    }

    void remove(HeldMessages holder) {
        holders.remove(holder);
    }

    /** A lease ends at another time than it did: maybe before all others. */
    void changed(Duration lease) {
        if (timer != null && nanoTime() + lease.toNanos() - firesAt < 0) {
            stop();
        }
        arm(lease);
    }

    private long nanoTime() {
        return activation.parts().environment().nanoTime().getAsLong();
    }

    private void arm(Duration delay) {
        if (timer == null) {
            firesAt = nanoTime() + delay.toNanos();
            timer = activation
                    .parts()
                    .environment()
                    .timers()
                    .schedule(delay, () -> activation.parts().token().enqueue(this::look));
        }
    }

    private void look() {
        timer = null;
        if (activation.isClosed()) {
            return;
        }
        long now = nanoTime();
        List.copyOf(holders).forEach(holder -> holder.expire(now));
        OptionalLong next = holders.stream()
                .flatMapToLong(HeldMessages::leaseEnds)
                .map(end -> Math.max(1, end - now))
                .min();
        if (next.isPresent()) {
            arm(Duration.ofNanos(next.getAsLong()));
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
