package dev.dowel.runtime.activation;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** Null while there is none: so it is for most actors most of the time, and there are many actors. */
    private @Nullable Map<Reason, Integer> counts;

    synchronized void add(Reason reason) {
        Map<Reason, Integer> known = counts;
        if (known == null) {
            known = new EnumMap<>(Reason.class);
            counts = known;
        }
        known.merge(reason, 1, Integer::sum);
    }

    synchronized void remove(Reason reason) {
        if (counts != null) {
            counts.computeIfPresent(reason, (same, count) -> count == 1 ? null : count - 1);
            if (counts.isEmpty()) {
                counts = null;
            }
        }
    }

    synchronized int count(Reason reason) {
        return counts == null ? 0 : counts.getOrDefault(reason, 0);
    }

    /** The kinds of reasons there are, in lower case. */
    synchronized Set<String> names() {
        return counts == null
                ? Set.of()
                : counts.keySet().stream()
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    synchronized boolean any() {
        return counts != null;
    }
}
