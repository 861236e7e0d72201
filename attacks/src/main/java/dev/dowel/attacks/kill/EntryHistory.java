package dev.dowel.attacks.kill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the callers of one actor know of the entries they had written: which were acknowledged and with which number, which may or may
 * not be there, which must not, and what events told. Usable from any thread.
 */
final class EntryHistory {

    /** What was acknowledged or told without a number. */
    private static final long UNNUMBERED = 0;

    private final String actor;
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Long> told = new HashMap<>();
    private long events;

    EntryHistory(String actor) {
        this.actor = actor;
    }

    /** An entry as the actor has it. */
    record Stored(String id, long times, long number) {

        /** Reads {@code <id>=<times>:<number>}. */
        static Stored of(String line) {
            int equals = line.lastIndexOf('=');
            int colon = line.lastIndexOf(':');
            return new Stored(
                    line.substring(0, equals),
                    Long.parseLong(line.substring(equals + 1, colon)),
                    Long.parseLong(line.substring(colon + 1)));
        }
    }

    String actor() {
        return actor;
    }

    /** There was an answer with the entry's number. */
    synchronized void acknowledged(String id, long number) {
        acknowledged.put(id, number);
        unknown.remove(id);
    }

    /** There was an answer: it is there, or will be. */
    synchronized void acknowledged(String id) {
        acknowledged(id, UNNUMBERED);
    }

    /** No answer came. */
    synchronized void unknown(String id) {
        unknown.add(id);
    }

    /** The answer was that it failed. */
    synchronized void refused(String id) {
        refused.add(id);
    }

    /** An event told of it. */
    synchronized void told(String id, long number) {
        told.put(id, number);
        events++;
    }

    synchronized int acknowledgedCount() {
        return acknowledged.size();
    }

    synchronized int unknownCount() {
        return unknown.size();
    }

    synchronized int refusedCount() {
        return refused.size();
    }

    synchronized long eventCount() {
        return events;
    }

    /** Whether everything acknowledged is there: what is due later and what waits in queues may take a while. */
    synchronized boolean isComplete(List<Stored> stored) {
        Set<String> ids = new HashSet<>();
        stored.forEach(entry -> ids.add(entry.id()));
        return ids.containsAll(acknowledged.keySet());
    }

    /**
     * Compares with what the actor has.
     *
     * @param last the last number, as the actor's state says
     */
    synchronized void check(List<Stored> stored, long last, Findings findings) {
        Map<String, Stored> found = new HashMap<>();
        Set<Long> numbers = new HashSet<>();
        for (Stored entry : stored) {
            found.put(entry.id(), entry);
            if (entry.times() != 1) {
                findings.add(actor, entry.id() + " was written " + entry.times() + " times");
            }
            if (!numbers.add(entry.number()) || entry.number() < 1 || entry.number() > last) {
                findings.add(actor, entry.id() + " has the number " + entry.number() + " of " + last);
            }
            if (refused.contains(entry.id())) {
                findings.add(actor, entry.id() + " is there, although it failed");
            } else if (!acknowledged.containsKey(entry.id()) && !unknown.contains(entry.id())) {
                findings.add(actor, entry.id() + " is there, and nobody sent it");
            }
        }
        if (numbers.size() != last) {
            findings.add(actor, "the state says " + last + " entries, the values " + numbers.size());
        }
        acknowledged.forEach((id, number) -> compare("acknowledged", id, number, found, findings));
        told.forEach((id, number) -> compare("told by an event", id, number, found, findings));
    }

    private void compare(String how, String id, long number, Map<String, Stored> found, Findings findings) {
        Stored entry = found.get(id);
        if (entry == null) {
            findings.add(actor, id + " was " + how + " and is lost");
        } else if (number != UNNUMBERED && entry.number() != number) {
            findings.add(actor, id + " was " + how + " as number " + number + " and is number " + entry.number());
        }
    }
}
