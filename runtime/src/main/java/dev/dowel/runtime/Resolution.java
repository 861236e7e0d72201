package dev.dowel.runtime;

/**
 * The actor at an address. Immutable.
 *
 * @param actor the actor
 * @param created whether the request that asked created it
 */
public record Resolution(ActorView actor, boolean created) {}
