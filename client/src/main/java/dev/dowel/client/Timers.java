package dev.dowel.client;

import java.time.Duration;

/**
 * The client's clock and alarm. Usable from any thread.
 */
interface Timers {

    /** A scheduled task. */
    interface Timer {
        /** Keeps the task from running, if it has not begun. */
        void cancel();
    }

    /** Nanoseconds since some moment; only differences mean something. */
    long nanoTime();

    /** Runs a task later, on a thread that must not be blocked. */
    Timer after(Duration delay, Runnable task);
}
