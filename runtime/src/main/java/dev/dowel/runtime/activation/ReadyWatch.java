package dev.dowel.runtime.activation;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Ends the wait for actors that take too long to start or to stop (protocol 2.6). Thread safe.
 *
 * <p>A timer for everything that waits would cost more than most starts. Instead the places where something waits are looked
 * at together now and then, as long as there are any; a wait ends up to one look late.
 */
final class ReadyWatch {

    /** How often within the bound the places are looked at. */
    private static final int LOOKS = 30;

    /** A place where work waits for an actor. */
    interface Place {
        /** Fails what has waited since before a time. Says whether anything waits still. Timer thread only. */
        boolean expire(long before);
    }

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Duration bound;
    private final Queue<Place> watched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * A watch that is idle until something is watched.
     *
     * @param bound how long work may wait
     */
    ReadyWatch(Timers timers, LongSupplier nanoTime, Duration bound) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.bound = bound;
    }

    /** Looks at a place from now on, until nothing waits there. Called again only after that. */
    void watch(Place place) {
        watched.add(place);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            timers.schedule(bound.dividedBy(LOOKS), this::look);
        }
    }

    private void look() {
        long before = nanoTime.getAsLong() - bound.toNanos();
        List<Place> all = new ArrayList<>();
        for (Place place = watched.poll(); place != null; place = watched.poll()) {
            all.add(place);
        }
        for (Place place : all) {
            if (place.expire(before)) {
                watched.add(place);
            }
        }
        scheduled.set(false);
        if (!watched.isEmpty()) {
            schedule();
        }
    }
}
