package dev.dowel;

import java.time.Instant;
import java.util.Optional;

/**
 * A job that is set. Immutable.
 *
 * @param name its name, unique in the actor
 * @param cadence how often it runs
 * @param action the action's name
 * @param nextAt when it runs next
 * @param lastAt when it ran last
 */
public record CronJob(String name, Cadence cadence, String action, Instant nextAt, Optional<Instant> lastAt) {}
