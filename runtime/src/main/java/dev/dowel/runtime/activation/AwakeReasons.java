package dev.dowel.runtime.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What keeps an activation from going to sleep by itself. Thread safe. */
final class AwakeReasons {

    /** A kind of reason, and how it is called. */
    enum Reason {
        /** {@code run()} has not ended. */
        RUN("run"),
        /** Code in {@code keepAwake} has not ended. */
        KEEP_AWAKE("keepAwake"),
        /** The body of an answer is still being written. */
        STREAM("stream"),
        /** A socket is open that closes when the actor sleeps. */
        SOCKET("socket");

        private final String label;

        Reason(String label) {
            this.label = label;
        }
    }

    private final AtomicInteger[] counts = new AtomicInteger[Reason.values().length];

    AwakeReasons() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new AtomicInteger();
        }
    }

    void add(Reason reason) {
        counts[reason.ordinal()].incrementAndGet();
    }

    void remove(Reason reason) {
        counts[reason.ordinal()].decrementAndGet();
    }

    int count(Reason reason) {
        return counts[reason.ordinal()].get();
    }

    boolean any() {
        for (AtomicInteger count : counts) {
            if (count.get() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The reasons there are now, by name. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (count(reason) > 0) {
                names.add(reason.label);
            }
        }
        return names;
    }
}
