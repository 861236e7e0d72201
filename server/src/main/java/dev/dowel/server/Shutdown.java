package dev.dowel.server;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far the end of a server has come. Set by the thread that closes it, read by event loops.
 *
 * <p>Clients whose sockets were closed connect again at once and then after pauses that double. They give up for good when
 * one of these attempts finds no listener (protocol 4.5). So the port has to close after one attempt of everybody, and the next
 * process has to listen before the next attempt of anybody. On a busy machine the attempts of many clients spread until
 * there is no such moment. Therefore the first attempts, some for each socket, are turned away at once, which lengthens the
 * pauses, and the next ones are held, until everybody is there or the grace is over, and turned away together when the port is
 * closed: then all of them have a long pause before them.
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

    /** How long clients pause after their second attempt; then twice as long each time. */
    private static final long FIRST_PAUSE = Duration.ofMillis(250).toNanos();

    private record Held(EventLoop loop, Runnable refusal) {}

    private final List<Held> held = new ArrayList<>();
    private volatile boolean begun;
    private boolean holding;
    private long early;
    private long holdFrom;
    private long graceEnds;
    private CountDownLatch everybody = new CountDownLatch(0);

    /**
     * Begins the end.
     *
     * @param sockets how many sockets are open, whose clients are going to come back
     * @param grace how long they have to do so at most; those who come in its last third are held even if few came before
     */
    synchronized void begin(int sockets, Duration grace) {
        everybody = new CountDownLatch(sockets);
        long now = System.nanoTime();
        holdFrom = now + holdAfter(grace);
        graceEnds = now + grace.toNanos();
        early = (long) attemptsIn(holdAfter(grace)) * sockets;
        holding = grace.isPositive();
        begun = true;
    }

    /**
     * The part of the grace after which those who come are held. A third is left for those who come late, and two thirds lengthen the
     * pause that the next process has to listen: that is as long as all pauses before it together.
     */
    private static long holdAfter(Duration grace) {
        return grace.toNanos() / 3 * 2;
    }

    /** How often one client is turned away at once: each time but the last that it comes within that time. */
    private static int attemptsIn(long nanos) {
        int attempts = 0;
        for (long pause = FIRST_PAUSE, next = pause; next <= nanos; pause *= 2, next += pause) {
            attempts++;
        }
        return attempts;
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
        if (!holding) {
            return false;
        }
        if (early > 0 && System.nanoTime() - holdFrom < 0) {
            early--;
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
            left = graceEnds - System.nanoTime();
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
