package dev.dowel.runtime.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a worker remembers. Immutable.
 *
 * @param version of the code that wrote it
 * @param upgrades how often it was upgraded
 * @param applied the messages it handled, in that order
 * @param sum of their numbers, always: a state in which it is not was torn
 * @param postponed the messages it gave back to have them later
 * @param buried the dead letters it threw away
 * @param revived the dead letters it put back
 * @param plans messages it sends to itself by schedule
 */
record WorkerState(
        int version,
        int upgrades,
        List<Applied> applied,
        long sum,
        List<Long> postponed,
        List<Long> buried,
        List<Long> revived,
        List<Planned> plans) {

    /**
     * A message that was handled.
     *
     * @param attempt which attempt succeeded
     * @param at when; milliseconds since the epoch, and never less than before
     * @param byRun whether {@code run()} received it, and not an action
     * @param answer no other handling has it: what is answered to who asked
     * @param slow whether others could go on between its receipt and its handling
     */
    record Applied(long number, int attempt, long answer, long at, boolean byRun, boolean slow) {}

    /** A message that a schedule sends, and the schedule. */
    record Planned(long number, String id) {}

    static WorkerState empty(int version) {
        return new WorkerState(version, 0, List.of(), 0, List.of(), List.of(), List.of(), List.of());
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    WorkerState plus(Applied more) {
        return new WorkerState(
                version, upgrades, with(applied, more), sum + more.number(), postponed, buried, revived, plans);
    }

    WorkerState postponed(long number) {
        return new WorkerState(version, upgrades, applied, sum, with(postponed, number), buried, revived, plans);
    }

    WorkerState buried(long number) {
        return new WorkerState(version, upgrades, applied, sum, postponed, with(buried, number), revived, plans);
    }

    WorkerState revived(long number) {
        return new WorkerState(version, upgrades, applied, sum, postponed, buried, with(revived, number), plans);
    }

    WorkerState planned(Planned plan) {
        return new WorkerState(version, upgrades, applied, sum, postponed, buried, revived, with(plans, plan));
    }

    WorkerState upgraded() {
        return new WorkerState(version + 1, upgrades + 1, applied, sum, postponed, buried, revived, plans);
    }

    /** Where a message is among those that were handled, from 1 on; 0 if it is not. */
    int position(long number) {
        for (int i = 0; i < applied.size(); i++) {
            if (applied.get(i).number() == number) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether it cannot have come about by whole turns, each message handled once. */
    boolean isTorn() {
        List<Long> numbers = applied.stream().map(Applied::number).toList();
        return sum != numbers.stream().mapToLong(Long::longValue).sum()
                || new HashSet<>(numbers).size() != numbers.size()
                || new HashSet<>(postponed).size() != postponed.size();
    }
}
