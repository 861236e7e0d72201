package dev.dowel.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends HTTP connections that take too long to say what they want, or to take what they are told. Event loop only.
 *
 * <p>One task per connection that looks at the time now and then: requests only note when a phase began, because
 * scheduling a task for each would cost more than answering it.
 *
 * <p>A client that takes an answer slowly is not idle, and one that is not read, because the reader of its body has
 * enough, is not slow: while that is so the time begins anew at each look.
 */
final class PhaseTimer {

    private final EventLoop loop;
    private final GatewayLimits limits;
    private final Outbound outbound;
    private final InboundQueue inbound;
    private final Runnable outOfTime;
    /** The longest time between looks, because the shortest phase may begin at any time. */
    private final long shortest;

    private HttpConnection.Phase phase = HttpConnection.Phase.HEAD;
    private long began;
    private long unsentBefore;
    private boolean first = true;
    private @Nullable Future<?> check;

    PhaseTimer(EventLoop loop, GatewayLimits limits, Outbound outbound, InboundQueue inbound, Runnable outOfTime) {
        this.loop = loop;
        this.limits = limits;
        this.outbound = outbound;
        this.inbound = inbound;
        this.outOfTime = outOfTime;
        this.shortest = Stream.of(limits.headTime(), limits.idleTime(), limits.bodyTime())
                .min(Duration::compareTo)
                .orElseThrow()
                .toNanos();
    }

    void start() {
        began = now();
        checkIn(allowed());
    }

    void stop() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /** Notes that a phase began, or goes on after a pause that was not the client's. */
    void entered(HttpConnection.Phase next) {
        phase = next;
        began = now();
        first &= next == HttpConnection.Phase.HEAD;
        if (next == HttpConnection.Phase.ENDING) {
            stop();
            checkIn(allowed());
        }
    }

    private void checkIn(long nanos) {
        long longest = phase == HttpConnection.Phase.ENDING
                ? Math.min(limits.lingerTime().toNanos(), shortest)
                : shortest;
        check = loop.schedule(this::check, Math.min(nanos, longest), TimeUnit.NANOSECONDS);
    }

    private void check() {
        long unsent = outbound.unsentBytes();
        if (isExcused(unsent < unsentBefore)) {
            began = now();
        }
        unsentBefore = unsent;
        long left = allowed() - (now() - began);
        if (left > 0) {
            checkIn(left);
        } else {
            outOfTime.run();
        }
    }

    /** Whether the time since the last look does not count. */
    private boolean isExcused(boolean tookSome) {
        return switch (phase) {
            case BODY -> inbound.isBodyFull() || (tookSome && !inbound.isReading());
            case HEAD, ANSWER, ENDING -> tookSome;
        };
    }

    private long allowed() {
        return switch (phase) {
            case HEAD -> (first ? limits.headTime() : limits.idleTime()).toNanos();
            // What is not read because the client does not take earlier answers waits as long as they do.
            case BODY -> (inbound.isReading() ? limits.bodyTime() : limits.idleTime()).toNanos();
            // How long an answer takes is the runtime's business.
            case ANSWER -> Long.MAX_VALUE;
            case ENDING -> (outbound.unsentBytes() > 0 ? limits.idleTime() : limits.lingerTime()).toNanos();
        };
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
