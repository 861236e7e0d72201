package dev.dowel.server;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far the end of a server has come. Set by the thread that closes it, read by event loops.
 *
 * <p>Clients whose sockets were closed connect again at once and then after pauses that double. They give up for good when
 * one of these attempts finds no listener (protocol 4.5). So the port has to close after one attempt of everybody, and the next
 * process has to listen before the next attempt of anybody. On a busy machine the attempts of many clients spread until
 * there is no such moment. Therefore those who come in the first half of the grace are turned away at once, which lengthens
 * their pauses, and those who come in the second half are held, until everybody is there or the grace is over, and turned away
 * together when the port is closed: then all of them have the same long pause before them. It is longer than everything they
 * waited before.
 */
final class Shutdown {

    /** What connections are told, as a user event. */
    enum Notice {
        /** Nothing new begins. Sockets without running calls are told to connect again. */
        ANNOUNCED,
        /** All answers that will come have come. Sockets end, and connections that wait for an answer. */
        ANSWERED,
        /** Nobody new comes. Every connection ends. */
        OVER
    }

    private record Held(EventLoop loop, Runnable refusal) {}

    private final LongSupplier nanoTime;
    private final List<Held> held = new ArrayList<>();
    private volatile boolean begun;
    private boolean holding;
    private long holdFrom;
    private long graceEnds;
    private CountDownLatch everybody = new CountDownLatch(0);

    /**
     * A server that goes on.
     *
     * @param nanoTime a clock that never goes back
     */
    Shutdown(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Begins the end.
     *
     * @param sockets how many sockets are open, whose clients are going to come back
     * @param grace how long they have to do so at most; those who come in its second half are held
     */
    synchronized void begin(int sockets, Duration grace) {
        everybody = new CountDownLatch(sockets);
        long now = nanoTime.getAsLong();
        holdFrom = now + grace.toNanos() / 2;
        graceEnds = now + grace.toNanos();
        holding = grace.isPositive();
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Refuses a client that came back: now, or when the port is closed. Its event loop only. */
    void turnAway(EventLoop loop, Runnable refusal) {
        if (!hold(loop, refusal)) {
            refusal.run();
        }
    }

    private synchronized boolean hold(EventLoop loop, Runnable refusal) {
        if (!holding || nanoTime.getAsLong() - holdFrom < 0) {
            return false;
        }
        held.add(new Held(loop, refusal));
        everybody.countDown();
        return true;
    }

    /** Waits until as many clients are held as had sockets, or the grace is over. */
    void awaitClients() throws InterruptedException {
        CountDownLatch latch;
        long left;
        synchronized (this) {
            latch = everybody;
            left = graceEnds - nanoTime.getAsLong();
        }
        var _ = latch.await(left, TimeUnit.NANOSECONDS);
    }

    /** Turns all away who were held, and those who come later at once. */
    void release() {
        List<Held> all;
        synchronized (this) {
            holding = false;
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(one -> one.loop().execute(one.refusal()));
    }
}
