package dev.dowel.runtime.failure;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.StoreException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what actor code throws into what callers may see. Thread safe.
 *
 * <p>The one place where exceptions are logged: a {@link UserError}, an {@link ActorError} of a group that is not the
 * server's, and a caller's own mistake pass unchanged, everything else becomes {@code rivetkit.internal_error} with a trace id under which the log has the exception. Errors of other
 * actors with lifecycle codes are masked too, because clients repeat calls that fail with those, and this one has run.
 */
public final class FailureBoundary {

    private static final Logger LOG = LoggerFactory.getLogger("dev.dowel.actor");
    private static final Set<String> PASSED_ON = Set.of(
            "actor.aborted",
            "actor.call_cycle",
            "actor.invalid_request",
            "actor.overloaded",
            "actor.state_mutation_reentrant",
            "actor.state_version_unsupported",
            "actor.stopped",
            "auth.forbidden",
            "auth.unauthorized",
            "message.incoming_too_long",
            "message.outgoing_too_long",
            "store.unavailable");

    /** The groups whose errors say what an actor asked for that cannot be. */
    private static final Set<String> PUBLIC_GROUPS = Set.of("kv", "queue", "schedule");

    /** The groups whose errors say what the server did; actors have no say in them. */
    private static final Set<String> SERVERS_OWN =
            Set.of("actor", "auth", "client", "guard", "kv", "message", "queue", "rivetkit", "schedule", "store", "ws");

    private final Supplier<String> traceIds;
    private final boolean exposeErrors;

    /**
     * Creates a boundary.
     *
     * @param traceIds where new trace ids come from
     * @param exposeErrors whether callers are told what an internal error was
     */
    public FailureBoundary(Supplier<String> traceIds, boolean exposeErrors) {
        this.traceIds = traceIds;
        this.exposeErrors = exposeErrors;
    }

    /**
     * The failure a caller sees for an exception.
     *
     * @param what the action or hook that threw, for the log
     */
    public Failure of(Throwable thrown, ActorAddress address, String actorId, String what) {
        return switch (thrown) {
            case UserError user
            when encodable(user.metadata()) ->
                new Failure(new ErrorBody("user", user.code(), user.getMessage(), user.metadata(), null), null);
            case ActorError error
            when PUBLIC_GROUPS.contains(error.group()) || PASSED_ON.contains(error.group() + "." + error.code()) ->
                Failure.of(error.group(), error.code(), error.getMessage());
            case ActorError error
            when !SERVERS_OWN.contains(error.group()) && encodable(error.metadata()) ->
                new Failure(
                        new ErrorBody(error.group(), error.code(), error.getMessage(), error.metadata(), null), null);
            case WireException wire -> new Failure(wire.toErrorBody(), null);
            default ->
                CallerGoneException.isBehind(thrown)
                        ? callerGone(thrown, address, actorId, what)
                        : internal(thrown, address, actorId, what);
        };
    }

    /** Callers may leave whenever they like: nobody has to look into it. */
    private static Failure callerGone(Throwable thrown, ActorAddress address, String actorId, String what) {
        left(thrown, address, actorId, what);
        return Failures.callerGone();
    }

    /** Notes that code of an actor ended because the other side left. */
    public static void left(Throwable thrown, ActorAddress address, String actorId, String what) {
        LOG.debug("The other side of {} of actor {} {} left", what, address, actorId, thrown);
    }

    /** Logs that an activation was given up while its code still ran. */
    public void abandoned(ActorAddress address, String actorId) {
        LOG.error(
                "Actor {} {} did not end in time: its code takes no notice of interrupts. It was given up and its next"
                        + " call starts it anew; what that code does from now on is not stored.",
                address,
                actorId);
    }

    /** Logs an exception and masks it. */
    public Failure internal(Throwable thrown, ActorAddress address, String actorId, String what) {
        String traceId = traceIds.get();
        if (thrown instanceof StoreException) {
            LOG.error("Store failed in {} of actor {} {} (trace {})", what, address, actorId, traceId, thrown);
        } else {
            LOG.warn("{} of actor {} {} failed (trace {})", what, address, actorId, traceId, thrown);
        }
        return new Failure(
                exposeErrors ? new ErrorBody("rivetkit", "internal_error", String.valueOf(thrown)) : masked(), traceId);
    }

    private static ErrorBody masked() {
        return new ErrorBody("rivetkit", "internal_error", "An internal error occurred");
    }

    private static boolean encodable(@Nullable Object metadata) {
        if (metadata == null) {
            return true;
        }
        try {
            Values.encode(Dialect.COMPAT_CBOR, metadata);
            return true;
        } catch (UnserializableValueException e) {
            return false;
        }
    }
}
