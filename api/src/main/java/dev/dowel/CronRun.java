package dev.dowel;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a job's history. Immutable.
 *
 * @param dueAt when it was due
 * @param startedAt when it started, or was skipped
 * @param endedAt when it ended, unless it still runs
 * @param result what became of it
 * @param error the group and code of the error it failed with
 */
public record CronRun(
        Instant dueAt, Instant startedAt, Optional<Instant> endedAt, Result result, Optional<String> error) {

    /** What became of a run. */
    public enum Result {
        /** It has not ended. */
        RUNNING,
        /** Its effects are committed. */
        OK,
        /** It failed; the job goes on with its next time. */
        ERROR,
        /** It did not start: the one before still ran, or it was missed. */
        SKIPPED
    }
}
