package dev.dowel.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that only a test moves. Confined to the test's thread.
 */
final class VirtualTimers implements Timers {

    private record Alarm(long time, long order, Runnable task) {}

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::time).thenComparingLong(Alarm::order));
    private long now = Long.MAX_VALUE - 1_000_000_000L; // soon overflows, as a real clock may
    private final long start = now;
    private long order;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        // Times since the start do not overflow.
        var alarm = new Alarm(now - start + delay.toNanos(), order++, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Lets time pass and runs what becomes due, in order. */
    void advance(Duration time) {
        long until = now - start + time.toNanos();
        while (!alarms.isEmpty() && alarms.peek().time() <= until) {
            Alarm next = alarms.remove();
            now = start + Math.max(next.time(), now - start);
            next.task().run();
        }
        now = start + until;
    }

    int waiting() {
        return alarms.size();
    }
}
