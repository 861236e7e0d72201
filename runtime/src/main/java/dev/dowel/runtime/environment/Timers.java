package dev.dowel.runtime.environment;

import java.time.Duration;

/** Runs tasks later. Thread safe. Tasks run on a thread that many share, so they must be short and not block. */
@FunctionalInterface
public interface Timers {

    /** Runs a task once, not before the delay has passed. */
    void schedule(Duration delay, Runnable task);
}
