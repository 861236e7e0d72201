package dev.dowel.attacks.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What a process holds when nobody asks anything of it. Immutable.
 *
 * @param heap bytes after a collection
 * @param direct bytes of Netty's direct buffers that are in use
 * @param descriptors open files and sockets
 * @param threads platform threads, without the carriers of virtual ones: the JDK keeps as many of them as it likes
 */
record Base(long heap, long direct, long descriptors, int threads) {

    private static final long HEAP_SLACK = 24L << 20;
    private static final int DESCRIPTOR_SLACK = 12;
    private static final int THREAD_SLACK = 6;
    private static final long PATIENCE_SECONDS = 40;

    /** What this process holds now. */
    static Base now() {
        System.gc();
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Base(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                PooledByteBufAllocator.DEFAULT.pinnedDirectMemory(),
                system.getOpenFileDescriptorCount(),
                countThreads());
    }

    private static int countThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                .count();
    }

    /** Whether this is more than a base, and more than what comes and goes by itself. */
    boolean holdsMoreThan(Base base, long heapSlack) {
        return heap > base.heap + heapSlack
                || direct > base.direct
                || descriptors > base.descriptors + DESCRIPTOR_SLACK
                || threads > base.threads + THREAD_SLACK;
    }

    /**
     * Waits until this process is back at this base.
     *
     * @throws AssertionError if it does not get there: something leaks
     */
    Base awaitReturn() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Base now = now();
        while (now.holdsMoreThan(this, HEAP_SLACK)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not back at the base: " + this + ", but " + now);
            }
            TimeUnit.MILLISECONDS.sleep(250);
            now = now();
        }
        return now;
    }

    @Override
    public String toString() {
        return "heap " + (heap >> 20) + " MiB, direct " + direct + " B, " + descriptors + " descriptors, " + threads
                + " threads";
    }
}
