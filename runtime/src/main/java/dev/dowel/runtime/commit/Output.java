package dev.dowel.runtime.commit;

import dev.dowel.runtime.failure.Failure;

/**
 * Something a turn lets out: a reply, an event, a close. Exactly one of its methods is called, once, on the commit thread
 * or on the turn's thread, and must not block.
 */
public interface Output {

    /** The gate opened: everything this output depends on is durable. */
    void release();

    /** The commit it depends on failed, so nothing of the turn happened. */
    void fail(Failure failure);
}
