package dev.dowel.runtime.environment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Everything the runtime takes from outside: time, randomness and threads. Immutable. Tests replace all of it, which is what
 * makes a run repeatable.
 *
 * @param clock the time actors see
 * @param nanoTime a clock that never goes back, for time-outs
 * @param timers runs tasks later
 * @param turnThreads starts a thread for each task; blocking in it is normal
 * @param storeReaders runs tasks that read from the store
 * @param commitThread runs the committer's tasks one after another
 * @param actorIds new ids for actors: {@code [0-9a-z]{30}}, never the same twice
 * @param randomIds new ids for connections and traces
 */
public record RuntimeEnvironment(
        InstantSource clock,
        LongSupplier nanoTime,
        Timers timers,
        Executor turnThreads,
        Executor storeReaders,
        Executor commitThread,
        Supplier<String> actorIds,
        Supplier<String> randomIds) {

    /** The same with other threads for turns. */
    public RuntimeEnvironment withTurnThreads(Executor others) {
        return new RuntimeEnvironment(clock, nanoTime, timers, others, storeReaders, commitThread, actorIds, randomIds);
    }

    /** Blocks the calling thread for a time, or until it is interrupted. */
    public void sleep(Duration duration) throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        Timers.Timer alarm = timers.schedule(duration, () -> {
            over.set(true);
            LockSupport.unpark(sleeper);
        });
        try {
            while (!over.get()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.park(this);
            }
        } finally {
            alarm.cancel();
        }
    }
}
