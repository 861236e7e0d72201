package dev.dowel.runtime.containment;

import dev.dowel.runtime.environment.Carriers;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.turn.TurnWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that turns which hold their carriers do not stop the others. Watch thread only, except {@link #watching},
 * {@link #looked} and {@link #close}.
 *
 * <p>Virtual threads are not time-sliced: with as many spinning turns as there are carriers, no other turn runs. The watch
 * finds that out and lets more carriers run; then the operating system, which does slice time, shares the processors.
 *
 * <p><b>Protocol.</b> While there is work, the watch ticks. It starts a probe, which is an empty task for a turn thread, and
 * looks at every tick whether that has run. Two things make it widen:
 *
 * <ol>
 *   <li>A probe has not run for {@link #LATE_TICKS} ticks, and in that time no actor began or ended a turn. Then every carrier
 *       is held, and the width is doubled. A server that has too much to do also keeps its probes waiting, but its
 *       turns go on.
 *   <li>Some turns are known to hold a carrier, each for longer than {@link TurnWatch#HELD_AFTER}. They do not count: as many others
 *       may run as when nothing is wrong.
 * </ol>
 *
 * <p>When neither has been so for a while, the width goes back to what the known ones need. What holds a carrier and is no
 * turn, such as a thread that an actor started, is not known; if the probe is late again soon after, the while is doubled.
 *
 * <p><b>Invariants.</b> The width is never less than normal nor more than {@link #MOST_CARRIERS}. A tick that comes late counts
 * as one: time in which the process stood still is not held against the turns.
 */
public final class CarrierWatch implements TurnWatch.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(CarrierWatch.class);

    /** How often it looks. */
    public static final Duration TICK = Duration.ofMillis(10);

    /** After so many ticks a probe is late. */
    static final int LATE_TICKS = 3;

    /** So many carriers may run at once, at most: as many turns but the normal ones can be held without harm to others. */
    public static final int MOST_CARRIERS = 256;

    static final int CALM_TICKS = 100;
    private static final int LONGEST_CALM_TICKS = 6_000;

    private final Carriers carriers;
    private final Timers timers;
    private final Executor turnThreads;
    private final HeldTurns held;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile boolean probeRan = true;
    private volatile boolean started;
    private volatile int movements;
    private int movementsSeen;
    private int probeAge;
    private int calmFor;
    private int calmNeeded = CALM_TICKS;
    private int sinceNarrowed = LONGEST_CALM_TICKS;
    private boolean toldFull;

    /**
     * Creates a watch that is idle until turns start.
     *
     * @param timers runs its ticks, on a thread of its own
     * @param turnThreads starts threads like those of turns
     */
    public CarrierWatch(Carriers carriers, Timers timers, Executor turnThreads, HeldTurns held) {
        this.carriers = carriers;
        this.timers = timers;
        this.turnThreads = turnThreads;
        this.held = held;
    }

    /** Turn threads whose starts it notices: it costs a read while the watch ticks. Any thread. */
    public Executor watching(Executor threads) {
        return task -> {
            threads.execute(task);
            if (!started) {
                workStarts();
            }
        };
    }

    private void workStarts() {
        started = true;
        if (ticking.compareAndSet(false, true)) {
            timers.schedule(TICK, this::tick);
        }
    }

    /** Somebody looked at the turns that run. One thread at a time. */
    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
    public void looked(boolean moved, List<TurnWatch.LongTurn> longTurns) {
        if (moved) {
            movements++;
        }
        held.looked(longTurns);
        if (!longTurns.isEmpty()) {
            workStarts();
        }
    }

    /** Goes back to the normal width. Called when the watch's thread has ended. */
    public void close() {
        if (carriers.width() != carriers.normal()) {
            carriers.width(carriers.normal());
        }
    }

    private void tick() {
        started = false;
        try {
            sinceNarrowed = Math.min(LONGEST_CALM_TICKS, sinceNarrowed + 1);
            adapt(held.look(), isProbeLate());
        } catch (RuntimeException | Error e) { // such as no memory now; the next look may do better
            LOG.error("A look at the carriers failed", e);
        }
        if (started || !probeRan || !held.isEmpty() || carriers.width() > carriers.normal()) {
            timers.schedule(TICK, this::tick);
        } else {
            ticking.set(false);
            if (started && ticking.compareAndSet(false, true)) {
                timers.schedule(TICK, this::tick);
            }
        }
    }

    /** Whether the probe is late while no turn moved; starts the next one when it has run. */
    private boolean isProbeLate() {
        boolean moved = movements != movementsSeen;
        movementsSeen = movements;
        if (probeRan) {
            probeAge = 0;
            probeRan = false;
            try {
                turnThreads.execute(() -> probeRan = true);
            } catch (RuntimeException | Error e) {
                probeRan = true;
                throw e;
            }
            return false;
        }
        probeAge = moved ? 0 : probeAge + 1;
        return probeAge >= LATE_TICKS;
    }

    private void adapt(int holding, boolean allHeld) {
        int width = carriers.width();
        int needed = Math.min(MOST_CARRIERS, carriers.normal() + holding);
        if (allHeld) {
            probeAge = 0;
            widenForAll(width, needed);
        } else if (needed > width) {
            widen(needed);
        } else if (needed == width) {
            calmFor = 0;
        } else if (++calmFor >= calmNeeded) {
            carriers.width(needed);
            calmFor = 0;
            sinceNarrowed = 0;
        }
    }

    private void widenForAll(int width, int needed) {
        boolean tooSoon = sinceNarrowed < CALM_TICKS;
        calmNeeded = tooSoon ? Math.min(LONGEST_CALM_TICKS, calmNeeded * 2) : CALM_TICKS;
        sinceNarrowed = LONGEST_CALM_TICKS;
        if (width >= MOST_CARRIERS && !toldFull) {
            toldFull = true;
            LOG.error(
                    "{} carriers are held by code that does not give them back; other actors wait. Restart the server.",
                    MOST_CARRIERS);
        }
        widen(Math.max(needed, Math.min(MOST_CARRIERS, width * 2)));
    }

    private void widen(int width) {
        calmFor = 0;
        if (width != carriers.width()) {
            carriers.width(width);
        }
        carriers.nudge();
    }
}
