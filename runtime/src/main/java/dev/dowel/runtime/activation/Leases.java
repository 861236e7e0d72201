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

    private final Activation<?> activation;
    private final Set<HeldMessages> holders = new LinkedHashSet<>();
    private Timers.@Nullable Timer timer;

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

    /** A lease may end earlier than others. */
    void shortened(Duration lease) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        arm(lease);
    }

    private void arm(Duration delay) {
        if (timer == null) {
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
        long now = activation.parts().environment().nanoTime().getAsLong();
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
