package dev.dowel.client;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of one connection one after another, in the order they came, on whichever thread brings one while none
 * is running. A connection so needs no thread of its own, and a call no change of threads.
 *
 * <p>Usable from any thread. Steps must be short, must not block, and must not call user code.
 */
final class ConnectionLoop implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);

    private final ConcurrentLinkedQueue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public void execute(Runnable step) {
        steps.add(step);
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        do {
            run(steps.remove());
        } while (waiting.decrementAndGet() > 0);
    }

    /** Steps that wait, the running one included. */
    int backlog() {
        return waiting.get();
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("A step of a connection failed; this is a defect of the client", e);
        }
    }
}
