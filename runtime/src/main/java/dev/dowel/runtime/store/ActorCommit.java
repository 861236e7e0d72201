package dev.dowel.runtime.store;

import org.jspecify.annotations.Nullable;

/**
 * What one actor's sealed turns change, to be written as one. Immutable.
 *
 * @param claim the claim under which the turns ran
 * @param create whether the actor's record and address are written for the first time
 * @param state the new state's bytes, or null if the state did not change; never with {@code destroy}
 * @param destroy whether everything of the actor is deleted
 */
public record ActorCommit(Claim claim, boolean create, byte @Nullable [] state, boolean destroy) {}
