package dev.dowel.runtime.environment;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a running server. Thread safe.
 *
 * <p>Turns run on virtual threads. Commits, store reads, timers and the watch over the carriers run on platform threads, because native calls pin a
 * virtual thread's carrier, and because two spinning actors must not stop them.
 */
public final class SystemThreads implements AutoCloseable {

    private static final int READERS = 4;
    private static final int ID_LENGTH = 30;
    private static final String ID_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();
    private final ThreadFactory turns =
            Thread.ofVirtual().name("dowel-turn-", 0).factory();
    private final ExecutorService commit = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("dowel-commit").factory());
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().name("dowel-reader-", 0).daemon().factory());

    /** Once the threads end, nothing that was to happen later will. */
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("dowel-timer").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("dowel-watch").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** Starts the threads. */
    public SystemThreads() {
        timers.setRemoveOnCancelPolicy(true);
    }

    /** The environment these threads make, with the system's clock and secure randomness. */
    public RuntimeEnvironment environment() {
        Executor turnThreads = task -> turns.newThread(task).start();
        return new RuntimeEnvironment(
                InstantSource.system(),
                System::nanoTime,
                (delay, task) -> runLater(timers, delay, task),
                turnThreads,
                readers,
                commit,
                this::newActorId,
                () -> UUID.randomUUID().toString());
    }

    /** Timers with a thread of their own, for what may take longer than timers have. */
    public Timers watchTimers() {
        return (delay, task) -> runLater(watch, delay, task);
    }

    /** Timer tasks report their own errors, so nobody waits for them. */
    private static Timers.Timer runLater(ScheduledThreadPoolExecutor thread, Duration delay, Runnable task) {
        ScheduledFuture<?> later = thread.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }

    private String newActorId() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_DIGITS.charAt(random.nextInt(ID_DIGITS.length())));
        }
        return id.toString();
    }

    /** Stops the threads after what they were given has run. */
    @Override
    public void close() {
        timers.shutdownNow();
        watch.close();
        readers.close();
        commit.close();
    }
}
