package dev.dowel.attacks.actors;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A class that takes its time to start, and takes no notice of interrupts meanwhile. */
final class SlowClass {

    static {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
            Thread.interrupted();
        }
    }

    private SlowClass() {}
}
