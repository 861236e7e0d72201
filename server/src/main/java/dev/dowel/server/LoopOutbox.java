package dev.dowel.server;

import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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

    private final EventLoop loop;
    private final Queue<Outgoing> queue = PlatformDependent.newMpscQueue();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Outbound> touched = new ArrayList<>();

    LoopOutbox(EventLoop loop) {
        this.loop = loop;
    }

    /** Has an entry written soon. Drops it when the loop has ended, and its connections with it. */
    void post(Outgoing entry) {
        queue.add(entry);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            try {
                loop.execute(this);
            } catch (RejectedExecutionException e) {
                LOG.debug("An answer came after the event loop had ended");
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
        touched.forEach(outbound -> guarded(outbound::flush));
        touched.clear();
        scheduled.set(false);
        if (!queue.isEmpty()) {
            schedule();
        }
    }

    private void write(Outgoing entry) {
        // Before the write: an answer may begin the connection's next request, whose own answer expects a flush too.
        if (entry.outbound().expectFlush()) {
            touched.add(entry.outbound());
        }
        guarded(entry::write);
    }

    /** Memory may run out in one answer; if the loop's outbox stopped for it, no connection of the loop were answered again. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.error("An answer could not be written", e);
        }
    }
}
