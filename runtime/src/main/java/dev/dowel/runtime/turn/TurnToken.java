package dev.dowel.runtime.turn;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run the code of one actor, and the queue of those who want it: the actor's mailbox. Thread safe.
 *
 * <p><b>Protocol.</b> Tasks are appended by any thread and run one after another by a drain loop on a thread of its own,
 * which exists only while there are tasks. A running task may give the token back while it waits for something; another
 * drain loop then goes on with the queue. To get the token back it queues a {@link Return}. When a drain loop meets a
 * return, it hands the token to the waiting thread and ends; the waiting thread's own drain loop, which is still below it
 * on its stack, goes on with the queue when the task ends.
 *
 * <p><b>Invariants.</b> {@code state} is one word, so that what it says holds at one moment:
 *
 * <ol>
 *   <li>Its count is the number of tasks that were appended and have not ended, with a released task counted as ended and its
 *       return as a task. A drain loop is running if and only if it is greater than 0.
 *   <li>A task is in the queue before it is counted, so a drain loop that goes on always finds one.
 *   <li>At most one thread runs between taking a task and counting it down. That thread holds the token.
 *   <li>What a task wrote is seen by the next one: both go through {@code state}.
 *   <li>Its number changes when a task is counted down, and then only. So while it stays the same, the task that was seen to run
 *       still runs, and nothing else does.
 * </ol>
 *
 * <p><b>A task that never ends.</b> {@link #abandon} sets a bit of {@code state} if the number is still that task's: either
 * the task is counted down first, and the drain loop goes on as ever, or the bit comes first, and the loop takes nothing any more.
 * From then on the queue is the {@link Succession}'s: the task and whoever appends to the queue see the bit when they count.
 *
 * <p>A lock would not do: virtual threads that wait for a lock are not served in order, and a thread per waiting message
 * costs more than the message.
 */
public final class TurnToken {

    private static final Logger LOG = LoggerFactory.getLogger(TurnToken.class);

    /** After so many tasks a drain loop lets other actors' loops run. Virtual threads are not time-sliced. */
    private static final int TASKS_BEFORE_YIELD = 64;

    /** The lower half of {@code state} but for this bit is the count; the upper half is the number, which may wrap around. */
    private static final long GIVEN_UP = 1L << 31;

    private static final long COUNT = GIVEN_UP - 1;
    private static final int NUMBER_SHIFT = 32;

    /** One task less, and another number. */
    private static final long COUNTED_DOWN = (1L << NUMBER_SHIFT) - 1;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong state = new AtomicLong();
    private final Executor threads;

    /** Written before the bit is set, read after it was seen. */
    private @Nullable Succession succession;

    /** A token whose drain loops run on threads of the executor. */
    public TurnToken(Executor threads) {
        this.threads = threads;
    }

    /** Appends a task. */
    public void enqueue(Runnable task) {
        tasks.add(task);
        long before = state.getAndIncrement();
        if (isGivenUp(before)) {
            if (!(task instanceof Return)) {
                state.getAndDecrement(); // it does not run here
            }
            succession().passOn();
        } else if ((before & COUNT) == 0) {
            startDraining();
        }
    }

    /** Names the task that has the token, if one has. Any thread. */
    public long current() {
        return state.get() >>> NUMBER_SHIFT;
    }

    /**
     * Lets the tasks that wait, and those that come, run although one does not end. Does nothing if that one has ended. Those who
     * wait to get the token back get it when it ends after all, and not before. Any thread.
     *
     * @param task its name. It must have been seen to run after it was named
     * @return whether it is given up now
     */
    public synchronized boolean abandon(long task) {
        long seen = state.get();
        if (isGivenUp(seen)) {
            return false;
        }
        succession = new Succession(new TurnToken(threads), tasks);
        while (seen >>> NUMBER_SHIFT == task && (seen & COUNT) != 0) {
            if (state.compareAndSet(seen, seen | GIVEN_UP)) {
                succession().passOn();
                return true;
            }
            seen = state.get();
        }
        return false;
    }

    private static boolean isGivenUp(long state) {
        return (state & GIVEN_UP) != 0;
    }

    private Succession succession() {
        return Objects.requireNonNull(succession, "the bit is set");
    }

    /** Whoever counts the first task is the only one who starts a loop, and so must not fail to. */
    private void startDraining() {
        while (true) {
            try {
                threads.execute(this::drain);
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait(); // the turn that takes all memory fails, and then there is some
            }
        }
    }

    /** Tasks that wait or run. */
    public int size() {
        long now = state.get();
        return isGivenUp(now) ? succession().size() : (int) (now & COUNT);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to be fair; nothing depends on it
    private void drain() {
        int ran = 0;
        do {
            Runnable task = tasks.poll();
            if (task == null) {
                throw new IllegalStateException("A counted task is not in the queue.");
            }
            if (task instanceof Return back) {
                back.handOver();
                return;
            }
            run(task);
            if (++ran % TASKS_BEFORE_YIELD == 0) {
                Thread.yield();
            }
        } while (countDown());
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of an actor failed outside of its turn", e);
        }
    }

    /** The task ends, or waits. Says whether the drain loop has to go on. */
    private boolean countDown() {
        long now = state.addAndGet(COUNTED_DOWN);
        if (isGivenUp(now)) {
            succession().holderEnded();
            return false;
        }
        return (now & COUNT) != 0;
    }

    /**
     * Gives the token back while the work runs. Called by the thread that holds it, which holds it again when this method
     * returns or throws.
     */
    public <T extends @Nullable Object> T release(Callable<T> work) throws Exception {
        if (countDown()) {
            startDraining();
        }
        try {
            return work.call();
        } finally {
            Return back = new Return(Thread.currentThread());
            enqueue(back);
            back.await();
        }
    }

    /** A thread's place in the queue for getting the token back. */
    static final class Return implements Runnable {

        private final Thread thread;
        private volatile boolean handedOver;

        Return(Thread thread) {
            this.thread = thread;
        }

        void handOver() {
            handedOver = true;
            LockSupport.unpark(thread);
        }

        void await() {
            boolean interrupted = false;
            while (!handedOver) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }

        @Override
        public void run() {
            throw new IllegalStateException("A return is handed over, not run.");
        }
    }
}
