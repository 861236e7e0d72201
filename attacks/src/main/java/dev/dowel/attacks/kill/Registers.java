package dev.dowel.attacks.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The registers under load and what their callers saw of them. Usable from any thread. */
final class Registers {

    /** A register is left for a new one after so many calls: long histories take long to check. */
    private static final int CALLS_OF_ONE = 500;

    private final List<History> all = new ArrayList<>();
    private final History[] current;
    private final AtomicLong values = new AtomicLong();

    Registers(int atOnce) {
        current = new History[atOnce];
        for (int place = 0; place < atOnce; place++) {
            current[place] = next();
        }
    }

    /** The calls of one register. Usable from any thread. */
    static final class History {
        private final String key;
        private final List<RegisterCall> calls = new ArrayList<>();
        private long lastSeen;

        private History(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }

        synchronized void add(RegisterCall call) {
            calls.add(call);
        }

        /** What somebody saw there last: what a compare-and-set may well find. */
        synchronized long lastSeen() {
            return lastSeen;
        }

        synchronized void saw(long value) {
            lastSeen = value;
        }

        synchronized List<RegisterCall> calls() {
            return List.copyOf(calls);
        }

        private synchronized boolean isLong() {
            return calls.size() >= CALLS_OF_ONE;
        }
    }

    private History next() {
        var history = new History("register" + all.size());
        all.add(history);
        return history;
    }

    /** The register in one of the places. */
    synchronized History at(int place) {
        if (current[place].isLong()) {
            current[place] = next();
        }
        return current[place];
    }

    synchronized List<History> all() {
        return List.copyOf(all);
    }

    /** A value that nobody wrote before. */
    long newValue() {
        return values.incrementAndGet();
    }

    /** How many calls had an answer. */
    long answered() {
        return all().stream()
                .flatMap(history -> history.calls().stream())
                .filter(RegisterCall::isAnswered)
                .count();
    }

    void check(Findings findings) {
        for (History history : all()) {
            if (!Linearizability.holds(0, history.calls())) {
                findings.add(history.key(), "not linearizable: " + history.calls());
            }
        }
    }
}
