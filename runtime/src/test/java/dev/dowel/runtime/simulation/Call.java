package dev.dowel.runtime.simulation;

import dev.dowel.protocol.ErrorBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a client asked for: the answer, or none if the process died before. Test's thread only.
 */
final class Call {

    /** What must be true of an operation when its call failed or was not answered. */
    enum Fate {
        /** It is there if there was a result, not there if there was an error. */
        ATOMIC,
        /** It is there if there was a result, and may be if there was an error. */
        KEPT,
        /** It is never there. */
        VANISHES,
        /** It is there or will be, unless it is cancelled. */
        PLANNED,
        /** Nobody knows. */
        OPEN
    }

    /** An operation, at which key, and what must become of it. */
    record Op(String key, long number, Fate fate) {}

    final String what;
    final List<Op> ops;
    final @Nullable String target;
    final int begun;

    Ledger.@Nullable Receipt receipt;

    Ledger.@Nullable Report report;

    Worker.@Nullable Report inventory;

    @Nullable
    Long number;

    /** What a message was completed with, if its sender waited for that. */
    @Nullable
    Long reply;

    /** How many answers there were when this one came, itself included. */
    int answeredAt;

    @Nullable
    ErrorBody error;

    /** The connection closed, so that no answer is due. */
    boolean forgotten;

    int answers;

    /**
     * A question.
     *
     * @param target the id that was asked, or null if a key was
     * @param begun how many answers there were before
     */
    Call(String what, List<Op> ops, @Nullable String target, int begun) {
        this.what = what;
        this.ops = ops;
        this.target = target;
        this.begun = begun;
    }

    /** The actor that answered, or null. */
    @Nullable
    String actorId() {
        if (receipt != null) {
            return receipt.actorId();
        }
        if (inventory != null) {
            return inventory.actorId();
        }
        return report != null ? report.actorId() : target;
    }

    boolean isForWorker() {
        return !ops.isEmpty() && QueueWhims.KEYS.contains(ops.getLast().key());
    }

    boolean succeeded() {
        return answers > 0 && error == null;
    }

    String errorCode() {
        ErrorBody given = error;
        return given == null ? "none" : given.group() + "." + given.code();
    }

    @Override
    public String toString() {
        return what + " → "
                + (error != null
                        ? error
                        : receipt != null ? receipt : report != null ? report : inventory != null ? inventory : number)
                + (reply == null ? "" : " completed with " + reply);
    }
}
