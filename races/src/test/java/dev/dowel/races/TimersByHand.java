package dev.dowel.races;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Timers that fire when the scenario says so. Thread safe. */
public final class TimersByHand implements Timers {

    private static final class Pending {
        private final long at;
        private final Runnable task;

        Pending(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    private final List<Pending> pending = new ArrayList<>();
    private volatile long now;

    /** The time, in nanoseconds and on the wall in milliseconds alike. */
    public long now() {
        return now;
    }

    /** Moves the clock; fires nothing. */
    public void advanceTo(long time) {
        now = time;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Pending timer = new Pending(now + delay.toNanos(), task);
        synchronized (pending) {
            pending.add(timer);
        }
        return () -> {
            synchronized (pending) {
                pending.remove(timer);
            }
        };
    }

    /** How many wait. */
    public int size() {
        synchronized (pending) {
            return pending.size();
        }
    }

    /** Runs those that are due, on this thread. Says whether there were any. */
    public boolean fireDue() {
        List<Pending> due = new ArrayList<>();
        synchronized (pending) {
            for (Pending timer : pending) {
                if (timer.at <= now) {
                    due.add(timer);
                }
            }
            pending.removeAll(due);
        }
        for (Pending timer : due) {
            timer.task.run();
        }
        return !due.isEmpty();
    }
}
