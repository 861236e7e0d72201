package dev.dowel.runtime.turn;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>{@code accepted} counts the tasks that were appended and have not ended, with a released task counted as ended and
 *       its return as a task. A drain loop is running if and only if it is greater than 0.
 *   <li>A task is in the queue before it is counted, so a drain loop that goes on always finds one.
 *   <li>At most one thread runs between taking a task and counting it down. That thread holds the token.
 *   <li>What a task wrote is seen by the next one: both go through {@code accepted}.
 * </ol>
 *
 * <p><b>A task that never ends.</b> {@link #abandon} gives the tasks behind it to another token. It leaves an empty task in the
 * place of each, so that the invariants hold when the task ends after all. Those who wait to get the token back stay: they
 * get it then, and not before.
 *
 * <p>A lock would not do: virtual threads that wait for a lock are not served in order, and a thread per waiting message
 * costs more than the message.
 */
public final class TurnToken {

    private static final Logger LOG = LoggerFactory.getLogger(TurnToken.class);

    /** After so many tasks a drain loop lets other actors' loops run. Virtual threads are not time-sliced. */
    private static final int TASKS_BEFORE_YIELD = 64;

    /** Stands in the place of a task that another token has. */
    @SuppressWarnings("UnnecessaryLambda") // told apart by its identity
    private static final Runnable MOVED = () -> {};

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Executor threads;

    /** Has the tasks that wait, if one was given up that never ends. */
    private volatile @Nullable TurnToken successor;

    /** A token whose drain loops run on threads of the executor. */
    public TurnToken(Executor threads) {
        this.threads = threads;
    }

    /** Appends a task. */
    public void enqueue(Runnable task) {
        TurnToken other = successor;
        if (other != null && !(task instanceof Return)) {
            enqueueBehindMoved(task, other);
            return;
        }
        tasks.add(task);
        if (accepted.getAndIncrement() == 0) {
            startDraining();
            return;
        }
        TurnToken since = successor;
        if (since != null) {
            move(since); // given up between the two looks: its tasks may have been moved before this one came
        }
    }

    /** Lets the tasks that wait, and those that come, run although the one that runs now does not end. Any thread, once. */
    public synchronized void abandon() {
        TurnToken other = new TurnToken(threads);
        successor = other;
        move(other);
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

    /** Its sender's tasks before it may not be moved yet, or be on the way with another thread. */
    private synchronized void enqueueBehindMoved(Runnable task, TurnToken other) {
        move(other);
        other.enqueue(task);
    }

    /** One thread at a time, or tasks would overtake each other on the way. */
    @SuppressWarnings({"ReferenceEquality", "ModifyCollectionInEnhancedForLoop"}) // the queue's iterator allows it
    private synchronized void move(TurnToken other) {
        for (Runnable task : tasks) {
            if (task != MOVED && !(task instanceof Return) && tasks.remove(task)) {
                tasks.add(MOVED);
                other.enqueue(task);
            }
        }
    }

    /** Tasks that wait or run. */
    public int size() {
        return accepted.get();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to be fair; nothing depends on it
    private void drain() {
        int ran = 0;
        do {
            Runnable task = next();
            if (task instanceof Return back) {
                back.handOver();
                return;
            }
            run(task);
            if (++ran % TASKS_BEFORE_YIELD == 0) {
                Thread.yield();
            }
        } while (accepted.decrementAndGet() != 0);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to be fair; nothing depends on it
    private Runnable next() {
        Runnable task = tasks.poll();
        while (task == null) {
            if (successor == null) {
                throw new IllegalStateException("A counted task is not in the queue.");
            }
            Thread.yield(); // one is being moved, and its place will be taken
            task = tasks.poll();
        }
        return task;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of an actor failed outside of its turn", e);
        }
    }

    /**
     * Gives the token back while the work runs. Called by the thread that holds it, which holds it again when this method
     * returns or throws.
     */
    public <T extends @Nullable Object> T release(Callable<T> work) throws Exception {
        if (accepted.decrementAndGet() != 0) {
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
    private static final class Return implements Runnable {

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
