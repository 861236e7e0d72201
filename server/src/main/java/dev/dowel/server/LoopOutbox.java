package dev.dowel.server;

import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from all other threads to the connections of one event loop. {@link #post} may be called by any thread; the rest
 * runs on the loop.
 *
 * <p>The commit thread opens gates for thousands of connections at once. Waking a loop per frame, or flushing per frame,
 * would cost more than the frames: entries gather in a queue, the first one wakes the loop, and one pass over the queue
 * writes them all and then flushes each connection it touched once. Entries leave in the order they came, so frames of
 * one connection posted by one thread keep theirs.
 */
final class LoopOutbox implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopOutbox.class);

    /** After so many entries the loop gets a chance to read. */
    private static final int ENTRIES_PER_PASS = 4096;

    private final Executor loop;
    private final Queue<Outgoing> queue;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Outbound> touched = new ArrayList<>();

    LoopOutbox(EventLoop loop) {
        this(loop, PlatformDependent.newMpscQueue());
    }

    /**
     * With a queue that is given.
     *
     * @param loop runs tasks one after another
     * @param queue takes entries from all threads
     */
    LoopOutbox(Executor loop, Queue<Outgoing> queue) {
        this.loop = loop;
        this.queue = queue;
    }

    /**
     * Has an entry written soon. Drops it when the loop has ended, and its connections with it. Does not fail for want of
     * memory: somebody would wait for ever, or miss it among what follows (G5).
     */
    void post(Outgoing entry) {
        while (true) {
            try {
                queue.add(entry);
                break;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait(); // the turn that takes all memory fails, and then there is some
            }
        }
        schedule();
    }

    /** Whoever says that the loop is woken is the only one who wakes it, and so must not fail to. */
    private void schedule() {
        if (scheduled.get() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        while (true) {
            try {
                loop.execute(this);
                return;
            } catch (RejectedExecutionException e) {
                LOG.debug("An answer came after the event loop had ended");
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait(); // as in post
            }
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < ENTRIES_PER_PASS; i++) {
            Outgoing entry = queue.poll();
            if (entry == null) {
                break;
            }
            write(entry);
        }
        touched.forEach(LoopOutbox::flush);
        touched.clear();
        scheduled.set(false);
        if (!queue.isEmpty()) {
            schedule();
        }
    }

    private static void flush(Outbound outbound) {
        try {
            outbound.flush();
        } catch (RuntimeException | Error e) {
            failed(outbound, e);
        }
    }

    private void write(Outgoing entry) {
        Outbound outbound = entry.outbound();
        if (outbound.isBroken()) {
            outbound.breakOff();
            return;
        }
        try {
            // Before the write: an answer may begin the connection's next request, whose own answer expects a flush
            // too.
            if (outbound.expectFlush()) {
                touched.add(outbound);
            }
            entry.write();
        } catch (RuntimeException | Error e) {
            failed(outbound, e);
        }
    }

    /**
     * Memory may run out in one answer; if the loop's outbox stopped for it, no connection of the loop were answered again.
     * Its own connection must not go on: an event would be missing among those that follow (G5), or a caller would wait for
     * an answer that never comes.
     */
    private static void failed(Outbound outbound, Throwable cause) {
        outbound.breakOff();
        LastWords.say(LOG, "An answer could not be written: its connection is cut", cause);
    }
}
