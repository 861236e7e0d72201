package dev.dowel.client;

import dev.dowel.ActorKey;

/**
 * Which actor a handle means.
 *
 * <p>Immutable.
 */
sealed interface ActorTarget {

    /** The actor of a key, if it exists. */
    record Get(String name, ActorKey key) implements ActorTarget {}

    /**
     * The actor of a key, which is created if it does not exist.
     *
     * @param input what it is created with
     */
    record GetOrCreate(String name, ActorKey key, ActorInput input) implements ActorTarget {}

    /** One actor, however its key is used later. */
    record ById(String id) implements ActorTarget {}
}
