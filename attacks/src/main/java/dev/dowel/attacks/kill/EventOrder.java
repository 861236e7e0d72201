package dev.dowel.attacks.kill;

/** The numbers that one connection heard: each must be the one after the last. Usable from any thread. */
final class EventOrder {

    private final String connection;
    private final Findings findings;
    private long last;

    EventOrder(String connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    /** Hears a number; the first may be any. */
    synchronized void heard(long number) {
        if (last != 0 && number != last + 1) {
            findings.add(connection, "heard " + number + " after " + last);
        }
        last = number;
    }
}
