package dev.dowel.spring.served;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;

/** A bean that actors need. Thread safe. */
public final class Greeting implements DisposableBean {

    private final AtomicInteger actors = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean destroyed;

    /** How many actors' objects it was given to. */
    public int given() {
        return actors.get();
    }

    /** The next actor. */
    int next() {
        return actors.incrementAndGet();
    }

    /** Waits until somebody is held. */
    public void awaitHeld() throws InterruptedException {
        entered.await();
    }

    /** Lets go who is held. */
    public void release() {
        left.countDown();
    }

    /** Holds an actor. */
    void hold() throws InterruptedException {
        entered.countDown();
        left.await();
    }

    boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public void destroy() {
        destroyed = true;
    }
}
