package dev.dowel.rocksdb;

import java.util.List;

/**
 * What a check of a whole store found. Immutable.
 *
 * @param actors how many actors are stored
 * @param states how many of them have a state
 * @param entries how many values, schedules and queued messages there are
 * @param alarms how many wait to be woken
 * @param problems what is wrong, one sentence each, at most {@value #MAX_PROBLEMS}; empty if all is well
 */
public record StoreReport(long actors, long states, long entries, long alarms, List<String> problems) {

    /** How many problems are told before the check gives up. */
    public static final int MAX_PROBLEMS = 100;

    /** Whether nothing is wrong. */
    public boolean isWell() {
        return problems.isEmpty();
    }
}
