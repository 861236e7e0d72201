package dev.dowel.runtime.turn;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What becomes of a token's queue when its holder is given up: tasks go on to another token, and threads that wait to get the token
 * back get it one after another, when the holder ends after all. Thread safe; its monitor guards its fields.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Only who has the monitor takes from the queue, and takes all of it: tasks keep their order.
 *   <li>Who appended to the queue looks here after that, unless it was before the holder was given up, and who gave it up
 *       looks, too. So nothing stays in the queue.
 *   <li>At most one thread holds the old token.
 * </ol>
 */
final class Succession {

    private final TurnToken successor;
    private final Queue<Runnable> tasks;
    private final Queue<TurnToken.Return> returning = new ArrayDeque<>();
    private boolean held = true;

    /** The holder is about to be given up. */
    Succession(TurnToken successor, Queue<Runnable> tasks) {
        this.successor = successor;
        this.tasks = tasks;
    }

    /** Something may be in the queue. */
    synchronized void passOn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof TurnToken.Return back) {
                returning.add(back);
            } else {
                successor.enqueue(task);
            }
        }
        if (!held) {
            handOver();
        }
    }

    /** The holder of the old token ended, or waits without it. */
    synchronized void holderEnded() {
        handOver();
    }

    private void handOver() {
        TurnToken.Return next = returning.poll();
        held = next != null;
        if (next != null) {
            next.handOver();
        }
    }

    /** Tasks that wait or run, with the one that was given up. */
    synchronized int size() {
        return tasks.size() + returning.size() + (held ? 1 : 0) + successor.size();
    }
}
