package dev.dowel.attacks.actors;

import java.util.concurrent.locks.LockSupport;

/** A class that takes its time to start, and takes no notice of interrupts meanwhile. */
final class SlowClass {

    static {
        long end = System.nanoTime() + Pin.TIME.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
            Thread.interrupted();
        }
    }

    private SlowClass() {}
}
