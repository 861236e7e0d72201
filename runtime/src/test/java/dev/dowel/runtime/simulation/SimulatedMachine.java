package dev.dowel.runtime.simulation;

import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.environment.Timers;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One process on a machine without real time or real threads. Everything that could run is a task; the seed chooses which
 * runs next, so equal seeds give equal runs. Confined to the test's thread.
 *
 * <p>Turns run on virtual threads whose scheduler is this machine: a turn that blocks is a task less, and one that is
 * unblocked a task more. Time passes only when nothing else can happen, or by the seed's whim.
 */
public final class SimulatedMachine {

    /**
     * How long a thread that could run is kept from it, at most; nanoseconds. The runtime gives an activation up whose code
     * does not go on for a second.
     */
    private static final long LONGEST_DELAY = 900_000_000;

    /** In tasks that run meanwhile. */
    private static final int LONGEST_PREEMPTION = 60;

    /** Classes of the runtime that give tasks away while they hold their monitor. */
    private static final List<String> CALLING_OUT_OF_MONITORS = List.of(".Slot", ".SocketMailbox");

    private record Timer(long due, long order, Runnable task) {}

    private final Random random;
    private final List<Runnable> free = new ArrayList<>();
    private final Deque<Runnable> commits = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private final ThreadFactory turnThreads = virtualThreadsOn(free::add);
    private final AtomicLong ids;
    private long now;
    private long order;
    private long restedAt;
    private long wallOffset;
    private long latestWall;
    private boolean serverStopped;
    private boolean mayBePreempted;
    private @Nullable Runnable atNextTask;
    private boolean toDrain;
    private final Map<String, Integer> tried = new HashMap<>();

    /**
     * Starts a machine.
     *
     * @param ids shared by all machines of one store: ids are unique for ever
     */
    public SimulatedMachine(Random random, long now, AtomicLong ids) {
        this.random = random;
        this.now = now;
        this.restedAt = now;
        this.ids = ids;
    }

    /** Builds virtual threads on a scheduler of ours, which the JDK offers to its own tests only. */
    private static ThreadFactory virtualThreadsOn(Executor scheduler) {
        try {
            Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return ((Thread.Builder.OfVirtual) constructor.newInstance(scheduler)).factory();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Run with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** What a runtime on this machine is given. */
    public RuntimeEnvironment environment() {
        return new RuntimeEnvironment(
                () -> Instant.ofEpochSecond(0, wall()),
                () -> now,
                this::schedule,
                task -> turnThreads.newThread(task).start(),
                this::readSoon,
                this::commitSoon,
                () -> "%030d".formatted(ids.incrementAndGet()),
                () -> "id" + ids.incrementAndGet());
    }

    /** The commit thread may begin before the turn that sealed something goes on. */
    private void commitSoon(Runnable task) {
        commits.add(task);
        boolean preempted = mayBePreempted && Thread.currentThread().isVirtual();
        for (int i = preempted ? random.nextInt(8) : 0; i > 3; i--) {
            Thread.yield();
        }
    }

    /** A store reader may do a task, and all that follows from it, before the turn that gave it away goes on. */
    private void readSoon(Runnable task) {
        free.add(task);
        Runnable meanwhile = atNextTask;
        if (meanwhile != null && Thread.currentThread().isVirtual()) {
            atNextTask = null;
            meanwhile.run();
            while (!free.isEmpty() || !commits.isEmpty()) {
                Thread.yield();
            }
            return;
        }
        boolean preempted = mayBePreempted && Thread.currentThread().isVirtual() && random.nextInt(6) == 0;
        if (preempted && !holdsMonitor()) {
            for (int i = random.nextInt(LONGEST_PREEMPTION); i > 0; i--) {
                Thread.yield();
            }
        }
    }

    /**
     * Preempts the next turn that gives a store reader a task, until nothing else can run any more.
     *
     * @param meanwhile happens first
     */
    public void preemptAtNextTask(Runnable meanwhile) {
        atNextTask = meanwhile;
    }

    /** Here, all threads are carried by one, which must not wait for a monitor that a preempted thread holds. */
    private static boolean holdsMonitor() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> CALLING_OUT_OF_MONITORS.stream()
                        .anyMatch(name -> frame.getClassName().endsWith(name))));
    }

    /** Lets turns be preempted where they seal or read, and run while the commit thread is busy. */
    void preempt() {
        mayBePreempted = true;
    }

    /** What else happens while the commit thread waits for the disk. */
    void meanwhile() {
        for (int i = mayBePreempted ? random.nextInt(6) : 0; i > 0 && !free.isEmpty(); i--) {
            free.remove(random.nextInt(free.size())).run();
        }
    }

    long now() {
        return now;
    }

    private long wall() {
        long wall = now + wallOffset;
        latestWall = Math.max(latestWall, wall);
        return wall;
    }

    /** The server on this machine has stopped in order. */
    void serverStopped() {
        serverStopped = true;
    }

    boolean isServerStopped() {
        return serverStopped;
    }

    /** From here on whoever has queues receives what is in them. */
    void drain() {
        toDrain = true;
    }

    /** When the last process died, a message was being handled: the next attempt has at least this number. */
    void tried(String actorId, long message, int nextAttempt) {
        tried.put(actorId + " " + message, nextAttempt);
    }

    /** The least number that the next attempt at a message has. */
    int leastAttempt(String actorId, String message) {
        return tried.getOrDefault(actorId + " " + message, 1);
    }

    boolean isToDrain() {
        return toDrain;
    }

    long wallMillis() {
        return wall() / 1_000_000;
    }

    /** The latest time the wall clock ever showed to anybody. */
    long latestWallMillis() {
        return Math.max(latestWall, wall()) / 1_000_000;
    }

    long wallOffset() {
        return wallOffset;
    }

    /** Sets the wall clock, in nanoseconds, to so much more than the clock that never goes back. */
    public void setWall(long offset) {
        wall();
        wallOffset = offset;
        wall();
    }

    Timers.Timer schedule(Duration delay, Runnable task) {
        long wait = Math.min(TimeUnit.NANOSECONDS.convert(delay), Long.MAX_VALUE - now);
        Timer timer = new Timer(now + wait, order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** How many tasks wait for their time. */
    public int timers() {
        return timers.size();
    }

    /** Blocks the calling virtual thread for some virtual time, or until it is interrupted. */
    public void sleep(Duration duration) throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        long until = now + duration.toNanos();
        schedule(duration, () -> LockSupport.unpark(sleeper));
        while (now < until) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Runs everything that can run without time passing. */
    public void settle() {
        while (runOne()) {
            // each task may add others
        }
    }

    /** Lets time pass, and runs everything that happens meanwhile. */
    public void advance(Duration duration) {
        long until = now + duration.toNanos();
        settle();
        for (Timer next = timers.peek(); next != null && next.due() <= until; next = timers.peek()) {
            timers.remove();
            now = Math.max(now, next.due());
            next.task().run();
            settle();
        }
        now = until;
    }

    private boolean runOne() {
        int choices = free.size() + (commits.isEmpty() ? 0 : 1);
        if (choices == 0) {
            return false;
        }
        int choice = random.nextInt(choices);
        Runnable task = choice < free.size() ? free.remove(choice) : commits.remove();
        task.run();
        return true;
    }

    /** Runs one task, or lets time pass to the next timer. False if nothing happens any more up to the horizon. */
    boolean step(long horizon) {
        int choices = free.size() + (commits.isEmpty() ? 0 : 1);
        if (choices == 0) {
            restedAt = now;
        }
        Timer first = timers.peek();
        boolean passTime = first != null
                && first.due() <= horizon
                && (choices == 0 || (random.nextInt(20) == 0 && first.due() - restedAt < LONGEST_DELAY));
        if (passTime) {
            Timer next = timers.poll();
            now = Math.max(now, next.due());
            next.task().run();
            return true;
        }
        return runOne();
    }
}
