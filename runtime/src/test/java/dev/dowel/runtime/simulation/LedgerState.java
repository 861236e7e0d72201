package dev.dowel.runtime.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a ledger remembers. Immutable.
 *
 * @param version of the code that wrote it
 * @param upgrades how often it was upgraded
 * @param ops in the order they were applied
 * @param sum of the ops, always: a state in which it is not was torn
 * @param beats how often it did something by itself
 * @param plans schedules that were ever set
 * @param cancelled their ops that must never run
 */
record LedgerState(
        int version, int upgrades, List<Long> ops, long sum, long beats, List<Planned> plans, List<Long> cancelled) {

    /** An op that is to be applied later, the schedule that does it, and when; milliseconds since the epoch. */
    record Planned(long op, String id, long dueAt) {}

    static LedgerState empty(int version) {
        return new LedgerState(version, 0, List.of(), 0, 0, List.of(), List.of());
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    LedgerState plus(long op) {
        return new LedgerState(version, upgrades, with(ops, op), sum + op, beats, plans, cancelled);
    }

    LedgerState beat() {
        return new LedgerState(version, upgrades, ops, sum, beats + 1, plans, cancelled);
    }

    LedgerState planned(Planned plan) {
        return new LedgerState(version, upgrades, ops, sum, beats, with(plans, plan), cancelled);
    }

    LedgerState cancelled(Planned plan) {
        return new LedgerState(version, upgrades, ops, sum, beats, plans, with(cancelled, plan.op()));
    }

    LedgerState upgraded() {
        return new LedgerState(version + 1, upgrades + 1, ops, sum, beats, plans, cancelled);
    }

    private boolean isOpen(Planned plan) {
        return !ops.contains(plan.op()) && !cancelled.contains(plan.op());
    }

    /** Whether something is still to run that was due by now. */
    boolean isLate(long nowMillis) {
        return plans.stream().anyMatch(plan -> isOpen(plan) && plan.dueAt() < nowMillis);
    }

    /** The schedules that must be there. */
    List<String> pending() {
        return plans.stream().filter(this::isOpen).map(Planned::id).sorted().toList();
    }

    /** The last schedule that must be there. */
    Optional<Planned> open() {
        return plans.stream().filter(this::isOpen).reduce((a, b) -> b);
    }

    boolean isPlanned(long op) {
        return plans.stream().anyMatch(plan -> plan.op() == op);
    }

    /** Whether it cannot have come about by whole turns. */
    boolean isTorn() {
        return sum != ops.stream().mapToLong(Long::longValue).sum()
                || new HashSet<>(ops).size() != ops.size()
                || cancelled.stream().anyMatch(ops::contains);
    }
}
