package dev.dowel.runtime.turn;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** A turn that was seen to run for so long is told of: it may hold the thread that carries it. */
    public static final Duration HELD_AFTER = Duration.ofMillis(50);

    /** So many of them are told of at a time. */
    private static final int MOST_TOLD = 1_024;

    /** Something that runs turns. */
    public interface Watched {
        /** Ends turns that are overdue; says whether any is running. Timer thread only. */
        boolean expireOverdue(long now);

        /** Notes that it is not watched any more. Timer thread only. */
        void unwatched();

        /** The turn that holds the actor's token, or null. Any thread. */
        @Nullable
        Turn running();

        /** Which actor it is, for the log. Any thread. */
        String actor();
    }

    /** A turn that runs for some time already. */
    public record LongTurn(Turn turn, Watched runner) {}

    /** Is told what a look at all running turns showed. */
    @FunctionalInterface
    public interface Observer {
        /**
         * The turns were looked at. Timer thread only.
         *
         * @param moved whether any turn began or ended since the last look
         * @param longTurns those that ran at all looks within {@link #HELD_AFTER}
         */
        void looked(boolean moved, List<LongTurn> longTurns);
    }

    /** Something that is watched, and what was seen of it. Timer thread only. */
    private static final class Sight {
        final Watched runner;

        @Nullable
        Turn seen;

        long since;
        boolean fresh = true;

        Sight(Watched runner) {
            this.runner = runner;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TurnWatch.class);

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Observer observer;
    private final Queue<Sight> watched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ticking = new AtomicBoolean();

    /** A watch that is idle until something is watched. */
    public TurnWatch(Timers timers, LongSupplier nanoTime, Observer observer) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    /** Looks at this from the next tick on. Called again only after {@link Watched#unwatched}. */
    public void watch(Watched runner) {
        watched.add(new Sight(runner));
        if (ticking.compareAndSet(false, true)) {
            timers.schedule(TICK, this::tick);
        }
    }

    private void tick() {
        try {
            lookAtAll();
        } catch (RuntimeException | Error e) { // whatever happened, the other actors' turns have an end of their time
            LOG.error("A look at the running turns failed", e);
        }
        ticking.set(false);
        if (!watched.isEmpty() && ticking.compareAndSet(false, true)) {
            timers.schedule(TICK, this::tick);
        }
    }

    private void lookAtAll() {
        long now = nanoTime.getAsLong();
        boolean moved = false;
        List<LongTurn> longTurns = new ArrayList<>(0);
        for (int left = watched.size(); left > 0; left--) {
            Sight sight = watched.peek();
            if (sight == null) {
                break;
            }
            moved |= look(sight, now, longTurns);
            if (goesOn(sight, now)) {
                watched.add(sight);
                watched.poll();
            } else {
                watched.poll();
                sight.runner.unwatched();
            }
        }
        observer.looked(moved, longTurns);
    }

    private static boolean goesOn(Sight sight, long now) {
        try {
            return sight.runner.expireOverdue(now);
        } catch (RuntimeException e) {
            LOG.error("The end of a turn's time could not be told", e);
            return true;
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is about this very turn
    private static boolean look(Sight sight, long now, List<LongTurn> longTurns) {
        Turn turn = sight.runner.running();
        boolean moved = sight.fresh || turn != sight.seen;
        if (moved) {
            sight.fresh = false;
            sight.seen = turn;
            sight.since = now;
        } else if (turn != null && now - sight.since >= HELD_AFTER.toNanos() && longTurns.size() < MOST_TOLD) {
            longTurns.add(new LongTurn(turn, sight.runner));
        }
        return moved;
    }
}
