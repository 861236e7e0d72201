package dev.dowel.conformance.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Collects what it is told and lets a test wait for it. Usable from any thread. */
final class Recorder<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final List<T> seen = new ArrayList<>();

    void add(T value) {
        lock.lock();
        try {
            seen.add(value);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<T> seen() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that many were seen. */
    List<T> count(int number) throws InterruptedException {
        return until(all -> all.size() >= number, number + " entries");
    }

    /** Waits until the condition holds for everything seen so far. */
    List<T> until(Predicate<List<T>> condition, String what) throws InterruptedException {
        long left = Scene.PATIENCE.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.test(seen)) {
                if (left <= 0) {
                    throw new AssertionError("No sign of " + what + "; seen: " + seen);
                }
                left = added.awaitNanos(left);
            }
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }
}
