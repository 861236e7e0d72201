package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;

/**
 * One actor's live claim, or the making of one. Guarded by the lock of {@link Claims}; what the commit thread changes, it
 * also reads without.
 */
final class HeldClaim {

    private static final long ENTERED = 0;

    private final long generation;
    private boolean stored;
    private boolean recorded;
    private boolean committing;
    private int version;
    private Parts parts;

    HeldClaim(long generation, boolean stored, Parts parts) {
        this.generation = generation;
        this.stored = stored;
        this.parts = parts;
    }

    /** The making of a claim. */
    static HeldClaim entered(boolean stored) {
        return new HeldClaim(ENTERED, stored, Parts.NONE);
    }

    long generation() {
        return generation;
    }

    /** Whether anything of the actor is in the database. */
    boolean stored() {
        return stored;
    }

    /** Whether this generation is in the database. */
    boolean recorded() {
        return recorded;
    }

    /** Whether the database has the actor's record as it is when a commit was written. */
    boolean recorded(ActorCommit commit) {
        return recorded && version == commit.claim().record().version() && parts.equals(parts.after(commit));
    }

    /** Where the actor may have entries in the database. */
    Parts parts() {
        return parts;
    }

    /** Whether nobody else may change what is held of the actor: it is being claimed, or written. */
    boolean isBusy() {
        return committing || !isGranted();
    }

    /** Whether the claim is made, so that what is stored of the actor is known. */
    boolean isGranted() {
        return generation != ENTERED;
    }

    void committing(boolean now) {
        committing = now;
    }

    /** Remembers a commit that did not destroy the actor. */
    void written(ActorCommit commit) {
        stored = true;
        recorded = true;
        version = commit.claim().record().version();
        parts = parts.after(commit);
    }
}
