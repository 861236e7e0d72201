package dev.dowel.runtime.activation;

import dev.dowel.runtime.environment.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when an activation has been idle for long enough. Thread safe.
 *
 * <p>A timer per call would cost more than the call. Instead a call notes the time, and one timer, set for the end of the
 * idle time, looks at the note when it fires and is set again for what is left. When it finds the time over it is not set
 * again: either the activation sleeps, or whatever keeps it awake touches the clock when it ends.
 */
final class IdleClock {

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final long timeout;
    private final Runnable onIdle;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile long lastActive;
    private volatile Timers.@Nullable Timer timer;
    private volatile boolean stopped;

    /**
     * Creates a clock that stands still until it is touched.
     *
     * @param onIdle runs on the timer thread when nothing touched the clock for the time-out
     */
    IdleClock(Timers timers, LongSupplier nanoTime, Duration timeout, Runnable onIdle) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.timeout = timeout.toNanos();
        this.onIdle = onIdle;
    }

    /** Something happened: the idle time begins anew. */
    void touch() {
        lastActive = nanoTime.getAsLong();
        arm(timeout);
    }

    /** Whether the idle time is over. If not, the clock goes on. */
    boolean isOver() {
        long left = left();
        if (left > 0) {
            arm(left);
        }
        return left <= 0;
    }

    private long left() {
        return timeout - (nanoTime.getAsLong() - lastActive);
    }

    /** Stands still for ever. */
    void stop() {
        stopped = true;
        Timers.Timer last = timer;
        if (last != null) {
            last.cancel();
        }
    }

    private void arm(long delay) {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            setTimer(delay);
        }
    }

    private void setTimer(long delay) {
        timer = timers.schedule(Duration.ofNanos(delay), this::fired);
        if (stopped) {
            stop(); // it was stopped meanwhile and may not have seen this timer
        }
    }

    private void fired() {
        long left = left();
        if (left > 0) {
            setTimer(left);
        } else {
            armed.set(false);
            onIdle.run();
        }
    }
}
