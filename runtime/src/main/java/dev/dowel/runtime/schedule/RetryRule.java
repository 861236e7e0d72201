package dev.dowel.runtime.schedule;

import dev.dowel.ScheduledAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an action that failed is tried again. Stateless. */
final class RetryRule {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private RetryRule() {}

    /** The action for its next try, or nothing if it is given up. */
    static Optional<Pending.OneShot> afterFailure(Pending.OneShot action, Instant now) {
        int failures = action.attempts() + 1;
        if (failures >= ScheduledAction.MAX_ATTEMPTS) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return Optional.of(
                new Pending.OneShot(action.id(), action.action(), action.arguments(), now.plus(bounded), failures));
    }
}
