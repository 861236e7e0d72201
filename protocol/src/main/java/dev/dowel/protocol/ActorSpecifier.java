package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which actor, in which generation, an error comes from (protocol 3.3).
 *
 * <p>Immutable.
 *
 * @param actorId the actor's id
 * @param generation which activation-owning claim of the actor it was, counted from 1; never negative
 * @param key the key in canonical form (protocol 2.1), or null if it is not to be shown
 */
public record ActorSpecifier(
        String actorId, long generation, @Nullable String key) {}
