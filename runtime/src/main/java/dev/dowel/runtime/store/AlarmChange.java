package dev.dowel.runtime.store;

import org.jspecify.annotations.Nullable;

/**
 * Another time for an actor's alarm. Immutable.
 *
 * @param before when it was due, as the last commit left it, or null for none
 * @param after when it is due now, or null for none; always null in a commit that destroys the actor
 */
public record AlarmChange(@Nullable Long before, @Nullable Long after) {}
