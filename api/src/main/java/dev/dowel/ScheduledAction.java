package dev.dowel;

import java.time.Instant;

/**
 * An action that was set to run once, later. Immutable.
 *
 * @param id what cancels it
 * @param action the action's name
 * @param dueAt when it runs, or is tried again
 * @param attempts how often it was tried and failed
 */
public record ScheduledAction(String id, String action, Instant dueAt, int attempts) {

    /** How often an action that fails is tried before it is given up, which is logged. */
    public static final int MAX_ATTEMPTS = 10;
}
