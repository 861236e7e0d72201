package dev.dowel.runtime.environment;

import java.time.Duration;

/** Runs tasks later. Thread safe. Tasks run on a thread that many share, so they must be short and not block. */
@FunctionalInterface
public interface Timers {

    /** A task that waits for its time. Thread safe. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task, if it has not begun: nothing it refers to is held any longer. */
        void cancel();
    }

    /** Runs a task once, not before the delay has passed; of a delay of centuries, the first 292 years. */
    Timer schedule(Duration delay, Runnable task);
}
