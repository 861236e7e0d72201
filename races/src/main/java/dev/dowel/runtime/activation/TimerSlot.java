package dev.dowel.runtime.activation;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Timers that fire when they are told. Thread safe. */
final class TimerSlot implements Timers {

    private final ConcurrentLinkedQueue<Runnable> pending = new ConcurrentLinkedQueue<>();

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        pending.add(task);
        return () -> pending.remove(task);
    }

    int size() {
        return pending.size();
    }

    /** Fires one, if there is one. */
    void fire() {
        Runnable task = pending.poll();
        if (task != null) {
            task.run();
        }
    }
}
