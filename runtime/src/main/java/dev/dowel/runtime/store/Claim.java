package dev.dowel.runtime.store;

/**
 * The right to run one actor and to write it, until another claim on it is made. Immutable.
 *
 * @param record the actor, with this claim's generation
 * @param isNew whether the actor exists only by this claim: nothing of it is stored until its first commit
 */
public record Claim(ActorRecord record, boolean isNew) {

    /** The number every commit under this claim carries. */
    public long generation() {
        return record.generation();
    }
}
