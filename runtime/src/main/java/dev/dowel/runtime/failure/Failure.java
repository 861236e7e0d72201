package dev.dowel.runtime.failure;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * An error on its way to a caller. Immutable.
 *
 * @param error what the caller sees
 * @param traceId where the log has more, or null if there is no more
 */
public record Failure(ErrorBody error, @Nullable String traceId) {

    /** A failure that is all said by its code and message. */
    public static Failure of(String group, String code, String message) {
        return new Failure(new ErrorBody(group, code, message), null);
    }

    /** Whether it says nothing of what happened, which only the log does. */
    public boolean isInternal() {
        return error.group().equals("rivetkit") && error.code().equals("internal_error");
    }

    /** The same failure, naming the actor it comes from. */
    public Failure at(ActorSpecifier actor) {
        return error.actor() == null ? new Failure(error.withActor(actor), traceId) : this;
    }

    /** The failure as callers in Java see it. */
    public ActorError toException() {
        return error.group().equals("user")
                ? new UserError(error.code(), error.message(), error.metadata())
                : new ActorError(error.group(), error.code(), error.message(), error.metadata(), traceId, null);
    }
}
