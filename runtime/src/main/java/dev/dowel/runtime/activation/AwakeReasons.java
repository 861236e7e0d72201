package dev.dowel.runtime.activation;

import java.util.EnumMap;
import java.util.Map;

/** What keeps an activation from going to sleep by itself. Thread safe. */
final class AwakeReasons {

    /** A kind of reason. */
    enum Reason {
        /** {@code run()} has not ended. */
        RUN,
        /** A sender waits for a message to be completed. */
        SENDER,
        /** Code in {@code keepAwake} has not ended. */
        KEEP_AWAKE,
        /** The body of an answer is still being written. */
        STREAM,
        /** A socket is open that closes when the actor sleeps. */
        SOCKET
    }

    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);

    synchronized void add(Reason reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    synchronized void remove(Reason reason) {
        counts.computeIfPresent(reason, (same, count) -> count == 1 ? null : count - 1);
    }

    synchronized int count(Reason reason) {
        return counts.getOrDefault(reason, 0);
    }

    synchronized boolean any() {
        return !counts.isEmpty();
    }
}
