package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;

/**
 * Which parts of an actor ever had entries. Immutable.
 *
 * <p>It is stored with the actor's record, so that destroying an actor neither reads nor writes a range deletion for
 * nothing: range deletions slow down whoever reads near them. Entries that are deleted one by one leave it as it is.
 *
 * @param bits what is stored: 1 for the key-value store, 2 for schedules, 4 for queues
 */
record Parts(int bits) {

    static final Parts NONE = new Parts(0);

    boolean has(ActorPart part) {
        return (bits & bit(part)) != 0;
    }

    /** What it is when a commit was written that does not destroy the actor. */
    Parts after(ActorCommit commit) {
        int after = bits;
        for (var change : commit.entries().entrySet()) {
            if (change.getValue() != null) {
                after |= bit(change.getKey().part());
            }
        }
        return after == bits ? this : new Parts(after);
    }

    private static int bit(ActorPart part) {
        return switch (part) {
            case KV -> 1;
            case SCHEDULE -> 2;
            case QUEUE -> 4;
        };
    }
}
