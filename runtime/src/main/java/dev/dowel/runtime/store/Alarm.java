package dev.dowel.runtime.store;

/**
 * The earliest time at which a stored actor wants to be woken. An actor has at most one. Ordered by time, then by id.
 * Immutable.
 *
 * @param dueAt milliseconds since the epoch
 * @param actorId whose it is
 */
public record Alarm(long dueAt, String actorId) implements Comparable<Alarm> {

    @Override
    public int compareTo(Alarm other) {
        int byTime = Long.compare(dueAt, other.dueAt);
        return byTime != 0 ? byTime : actorId.compareTo(other.actorId);
    }
}
