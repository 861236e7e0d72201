package dev.dowel.runtime.turn;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Ends turns whose time is up. Thread safe.
 *
 * <p>A timer per turn would cost more than most turns. Instead each actor shows the turn it runs, and a tick looks at all
 * actors that run one. An actor without a turn at two ticks in a row is forgotten until it runs one again. A turn expires
 * up to one tick late.
 */
public final class TurnWatch {

    /** How often running turns are looked at. */
    static final Duration TICK = Duration.ofMillis(10);

    /** Something that runs turns. */
    public interface Watched {
        /** Ends turns that are overdue; says whether any is running. Timer thread only. */
        boolean expireOverdue(long now);

        /** Notes that it is not watched any more. Timer thread only. */
        void unwatched();
    }

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ticking = new AtomicBoolean();

    /** A watch that is idle until something is watched. */
    public TurnWatch(Timers timers, LongSupplier nanoTime) {
        this.timers = timers;
        this.nanoTime = nanoTime;
    }

    /** Looks at this from the next tick on. Called again only after {@link Watched#unwatched}. */
    public void watch(Watched runner) {
        watched.add(runner);
        if (ticking.compareAndSet(false, true)) {
            timers.schedule(TICK, this::tick);
        }
    }

    private void tick() {
        long now = nanoTime.getAsLong();
        List<Watched> all = new ArrayList<>();
        for (Watched runner = watched.poll(); runner != null; runner = watched.poll()) {
            all.add(runner);
        }
        for (Watched runner : all) {
            if (runner.expireOverdue(now)) {
                watched.add(runner);
            } else {
                runner.unwatched();
            }
        }
        ticking.set(false);
        if (!watched.isEmpty() && ticking.compareAndSet(false, true)) {
            timers.schedule(TICK, this::tick);
        }
    }
}
