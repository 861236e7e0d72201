package dev.dowel.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the next refusal of a caller waits: longer for each repetition, up to a bound (protocol 4.5). Thread safe.
 * Remembers a bounded number of callers for a bounded time.
 */
final class DenialDelay {

    private record Caller(String remoteAddress, String actor) {}

    private record Denied(long delay, long at) {}

    private final GatewayLimits limits;
    private final Map<Caller, Denied> callers;

    DenialDelay(GatewayLimits limits) {
        this.limits = limits;
        this.callers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Caller, Denied> eldest) {
                return size() > limits.deniedCallers();
            }
        };
    }

    /**
     * The delay of a refusal, which is counted by this call.
     *
     * @param now nanoseconds of any clock that does not jump
     * @return nanoseconds
     */
    synchronized long next(String remoteAddress, String actor, long now) {
        Caller caller = new Caller(remoteAddress, actor);
        long delay = after(callers.get(caller), now);
        callers.put(caller, new Denied(delay, now));
        return delay;
    }

    private long after(@Nullable Denied last, long now) {
        if (last == null
                || now - last.at() - last.delay() > limits.denialMemory().toNanos()) {
            return limits.firstDenial().toNanos();
        }
        return Math.min(2 * last.delay(), limits.longestDenial().toNanos());
    }
}
