package dev.dowel.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends HTTP connections that take too long to say what they want. Event loop only.
 *
 * <p>One task per connection that looks at the time now and then: requests only note when a phase began, because
 * scheduling a task for each would cost more than answering it.
 */
final class PhaseTimer {

    private final EventLoop loop;
    private final GatewayLimits limits;
    private final Runnable outOfTime;
    /** The longest time between checks, because the shortest phase may begin at any time. */
    private final long shortest;

    private HttpConnection.Phase phase = HttpConnection.Phase.HEAD;
    private long began;
    private boolean first = true;
    private @Nullable Future<?> check;

    PhaseTimer(EventLoop loop, GatewayLimits limits, Runnable outOfTime) {
        this.loop = loop;
        this.limits = limits;
        this.outOfTime = outOfTime;
        this.shortest = Stream.of(limits.headTime(), limits.idleTime(), limits.bodyTime())
                .min(Duration::compareTo)
                .orElseThrow()
                .toNanos();
    }

    void start() {
        began = loop.ticker().nanoTime();
        checkIn(allowed());
    }

    void stop() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /** Notes that a phase began. */
    void entered(HttpConnection.Phase next) {
        phase = next;
        began = loop.ticker().nanoTime();
        first &= next == HttpConnection.Phase.HEAD;
        if (next == HttpConnection.Phase.ENDING) {
            stop();
            checkIn(limits.lingerTime().toNanos());
        }
    }

    private void checkIn(long nanos) {
        check = loop.schedule(this::check, Math.min(nanos, shortest), TimeUnit.NANOSECONDS);
    }

    private void check() {
        long left = allowed() - (loop.ticker().nanoTime() - began);
        if (left > 0) {
            checkIn(left);
        } else {
            outOfTime.run();
        }
    }

    private long allowed() {
        return switch (phase) {
            case HEAD -> (first ? limits.headTime() : limits.idleTime()).toNanos();
            case BODY -> limits.bodyTime().toNanos();
            // How long an answer takes is the runtime's business.
            case ANSWER -> Long.MAX_VALUE;
            case ENDING -> limits.lingerTime().toNanos();
        };
    }
}
