package dev.dowel.testkit;

import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a process runs on, without real time and without threads of its own: whatever could run is a task, and the calling
 * thread runs one after another. Its methods that run tasks are for one thread at a time; any thread may add some.
 *
 * <p>Turns are virtual threads that this machine carries: a turn that waits is a task less, and one that goes on is a task
 * more. So when no task is left, everything waits for time to pass, or for something outside of the test's control.
 *
 * <p>Its monitor guards its fields; no task runs under it.
 */
final class Machine {

    /** More than tests need without time passing, and reached within seconds by actors that never rest. */
    static final int MOST_TASKS = 500_000;

    private record Timer(long due, long order, Runnable task) {}

    private final VirtualTime time;
    private final AtomicLong ids;
    private final ReadyTasks ready;
    private final int mostTasks;
    private final NavigableSet<Timer> timers =
            new TreeSet<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private final Set<Thread> turns = new LinkedHashSet<>();
    private final ThreadFactory turnThreads = VirtualThreads.carriedBy(this::add);
    private long timersMade;
    private long ran;
    private boolean halted;
    private boolean restless;
    private long haltAfter = Long.MAX_VALUE;
    private Runnable onHalt = () -> {};

    /**
     * A machine with nothing to do.
     *
     * @param ids shared by all machines of one test: ids are unique for ever
     * @param mostTasks what runs more than that without time passing never comes to rest
     */
    Machine(VirtualTime time, AtomicLong ids, ReadyTasks ready, int mostTasks) {
        this.time = time;
        this.ids = ids;
        this.ready = ready;
        this.mostTasks = mostTasks;
    }

    /** What a runtime on this machine is given. */
    RuntimeEnvironment environment() {
        return new RuntimeEnvironment(
                time::instant,
                time::nanos,
                this::schedule,
                this::startTurn,
                this::add,
                this::add,
                () -> "%030d".formatted(ids.incrementAndGet()),
                () -> "id-" + ids.incrementAndGet());
    }

    /** Adds something to run. Any thread. */
    synchronized void add(Runnable task) {
        ready.add(task);
        notifyAll();
    }

    private void startTurn(Runnable task) {
        Thread turn = turnThreads.newThread(() -> {
            try {
                task.run();
            } finally {
                ended(Thread.currentThread());
            }
        });
        synchronized (this) {
            turns.add(turn);
        }
        turn.start();
    }

    private synchronized void ended(Thread turn) {
        turns.remove(turn);
    }

    private synchronized Timers.Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(time.after(delay), timersMade++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Runs nothing any more, from the end of the current task on. */
    synchronized void halt() {
        halted = true;
    }

    /** Runs again, for what is left of a machine that was halted. */
    synchronized void resume() {
        halted = false;
        haltAfter = Long.MAX_VALUE;
    }

    /** Halts after so many more tasks, and does something then. */
    synchronized void haltAfter(int tasks, Runnable then) {
        haltAfter = tasks;
        onHalt = then;
    }

    /**
     * Runs everything that can run without time passing.
     *
     * @throws AssertionError if that never ends
     */
    void settle() {
        for (int ran = 0; runOne(); ran++) {
            if (ran == mostTasks) {
                restless = true;
                throw new AssertionError("The actors do not come to rest: they did " + mostTasks
                        + " things without any time passing. Is there a loop in run(), or do actors call each other"
                        + " for ever? These are at it:" + stacks());
            }
        }
    }

    private boolean runOne() {
        Runnable task;
        synchronized (this) {
            if (halted) {
                return false;
            }
            task = ready.next();
        }
        if (task == null) {
            return false;
        }
        task.run();
        countDown();
        return true;
    }

    /** How many tasks it ran. */
    synchronized long ran() {
        return ran;
    }

    private void countDown() {
        Runnable then;
        synchronized (this) {
            ran++;
            if (haltAfter == Long.MAX_VALUE || --haltAfter > 0) {
                return;
            }
            halted = true;
            then = onHalt;
        }
        then.run();
    }

    /** Lets time pass to the next moment at which something happens. False if nothing does, up to the horizon. */
    boolean skip(long horizon) {
        Timer next;
        synchronized (this) {
            if (halted || timers.isEmpty() || timers.first().due() > horizon) {
                return false;
            }
            next = timers.removeFirst();
        }
        time.moveTo(next.due());
        next.task().run();
        return true;
    }

    /** Whether it was found that what runs on it never comes to rest. */
    boolean isRestless() {
        return restless;
    }

    /** Whether a turn waits for something that neither time nor another turn brings. Asked when nothing can run. */
    boolean waitsForOutside() {
        return turns().stream().anyMatch(Stacks::waitsOutside);
    }

    /** Waits, in real time, until something can run again. False if the patience was over first. */
    synchronized boolean awaitOutside(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); ready.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted while an actor waited:" + stacks(), e);
        }
        return !ready.isEmpty();
    }

    private synchronized List<Thread> turns() {
        return List.copyOf(turns);
    }

    /** Where the turns are that have not ended, for people. */
    String stacks() {
        return Stacks.describe(turns());
    }
}
