package dev.dowel.client;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listeners of one connection, one after another in the order things happened, on a thread that exists while
 * there is something to tell. What waits is bounded in number and bytes.
 *
 * <p>Usable from any thread.
 */
final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private record Entry(int bytes, Runnable call) {}

    private final Executor executor;
    private final int mostEntries;
    private final int mostBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean running;

    /**
     * Creates a queue.
     *
     * @param executor gives a thread to each run of calls
     */
    ListenerQueue(Executor executor, int mostEntries, int mostBytes) {
        this.executor = executor;
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /**
     * Adds a call.
     *
     * @param size the bytes it keeps in memory
     * @return false if the queue is full and the call was not added
     */
    boolean offer(int size, Runnable call) {
        return add(size, call, false);
    }

    /** Adds a call however full the queue is: last words, and what comes one at a time. */
    void add(Runnable call) {
        add(0, call, true);
    }

    private boolean add(int size, Runnable call, boolean always) {
        lock.lock();
        try {
            if (!always && (entries.size() >= mostEntries || bytes + size > mostBytes)) {
                return false;
            }
            entries.add(new Entry(size, call));
            bytes += size;
            if (running) {
                return true;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        Completions.run(executor, this::callAll);
        return true;
    }

    private void callAll() {
        for (Entry next = take(); next != null; next = take()) {
            try {
                next.call().run();
            } catch (Throwable e) {
                LOG.warn("A listener of a connection threw an exception; the connection goes on", e);
            }
        }
    }

    private @Nullable Entry take() {
        lock.lock();
        try {
            Entry next = entries.poll();
            if (next == null) {
                running = false;
            } else {
                bytes -= next.bytes();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
