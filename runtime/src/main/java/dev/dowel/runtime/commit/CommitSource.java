package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.Claim;

/** The activation whose turns are committed, as the committer sees it. Thread safe. */
public interface CommitSource {

    /** The claim its commits are made under. */
    Claim claim();

    /** Whether a commit of it failed. Once true, nothing of it is written again. */
    boolean isDiscarded();

    /** A commit of it failed, or it built on one that did. Called on the commit thread, perhaps more than once. */
    void discard();

    /** A turn it submitted was released or failed. Called on the commit thread, in the order of submission. */
    void settled(SealedTurn turn);
}
