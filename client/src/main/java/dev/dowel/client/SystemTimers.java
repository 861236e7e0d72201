package dev.dowel.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The system's clock, and one platform thread for alarms. Usable from any thread.
 */
final class SystemTimers implements Timers, AutoCloseable {

    private final ScheduledThreadPoolExecutor alarms;

    SystemTimers() {
        alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("dowel-client-timer").factory());
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> alarm = alarms.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: whoever closes also fails everything that could wait for an alarm.
            return () -> {};
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
