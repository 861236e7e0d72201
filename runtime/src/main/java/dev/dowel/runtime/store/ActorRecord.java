package dev.dowel.runtime.store;

import dev.dowel.runtime.ActorAddress;

/**
 * What a store keeps of an actor beside its state. Immutable.
 *
 * @param id unique for ever: {@code [0-9a-z]{30}}
 * @param address its namespace, name and key
 * @param generation the claim that wrote it last
 * @param createdAt milliseconds since the epoch
 * @param version the server version that ran it last
 */
public record ActorRecord(String id, ActorAddress address, long generation, long createdAt, int version) {

    /** An actor that no particular version of a server ran. */
    public ActorRecord(String id, ActorAddress address, long generation, long createdAt) {
        this(id, address, generation, createdAt, 0);
    }

    /** The same actor under another claim. */
    public ActorRecord withGeneration(long newGeneration) {
        return new ActorRecord(id, address, newGeneration, createdAt, version);
    }

    /** The same actor run by another version of the server. */
    public ActorRecord withVersion(int newVersion) {
        return new ActorRecord(id, address, generation, createdAt, newVersion);
    }
}
