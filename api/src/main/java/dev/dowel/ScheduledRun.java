package dev.dowel;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a turn runs that a schedule or a job started; see {@link ActorContext#scheduledRun()}. Immutable.
 *
 * @param id the id of the schedule, or the name of the job
 * @param job the name of the job, if one started it
 * @param dueAt when it was due
 * @param attempt 1 for the first try
 */
public record ScheduledRun(String id, Optional<String> job, Instant dueAt, int attempt) {}
