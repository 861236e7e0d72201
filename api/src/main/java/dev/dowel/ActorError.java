package dev.dowel;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error that crosses the boundary of an actor: what a caller sees when a call, a connection or a management request
 * fails.
 *
 * <p>Immutable. The pair of {@link #group()} and {@link #code()} is stable and meant for programs, the message for
 * people. {@code user} errors are thrown by actors as {@link UserError}. An actor may throw others of groups of its own,
 * and {@code auth.forbidden} and {@code auth.unauthorized}; they reach the caller unchanged. The groups {@code actor},
 * {@code auth}, {@code client}, {@code guard}, {@code kv}, {@code message}, {@code queue}, {@code rivetkit}, {@code
 * schedule}, {@code store} and {@code ws} belong to Dowel, and what else an actor throws of them is masked.
 */
public sealed class ActorError extends RuntimeException permits UserError {

    private static final long serialVersionUID = 1L;

    private static final Set<String> RETRYABLE = Set.of(
            "actor.starting",
            "actor.stopping",
            "actor.stopped",
            "actor.restarting",
            "actor.overloaded",
            "ws.going_away",
            "guard.actor_ready_timeout",
            "guard.service_unavailable",
            "guard.rate_limit",
            "store.unavailable",
            "client.connection_failed",
            "client.overloaded");

    private final String group;
    private final String code;
    private final transient @Nullable Object metadata;
    private final @Nullable String traceId;
    private final transient @Nullable Source source;

    /**
     * The actor an error comes from. Immutable.
     *
     * @param id its id
     * @param generation how often it had been taken by a server, counted from 1
     * @param key its key with its parts joined by slashes, which are escaped within parts; empty if the server does not show it
     */
    public record Source(String id, long generation, Optional<String> key) {}

    /**
     * Creates an error.
     *
     * @param metadata a value that can be encoded for clients, or null for none
     */
    public ActorError(String group, String code, String message, @Nullable Object metadata) {
        this(group, code, message, metadata, null, null);
    }

    /**
     * Creates an error that carries the id under which the server logged its cause.
     *
     * @param metadata a value that can be encoded for clients, or null for none
     * @param traceId the id to search the server's log for, or null
     * @param cause what happened on this side, never shown to clients, or null
     */
    public ActorError(
            String group,
            String code,
            String message,
            @Nullable Object metadata,
            @Nullable String traceId,
            @Nullable Throwable cause) {
        this(group, code, message, metadata, traceId, cause, null);
    }

    ActorError(
            String group,
            String code,
            String message,
            @Nullable Object metadata,
            @Nullable String traceId,
            @Nullable Throwable cause,
            @Nullable Source source) {
        super(message, cause);
        this.group = group;
        this.code = code;
        this.metadata = metadata;
        this.traceId = traceId;
        this.source = source;
    }

    /** The family of the error, such as {@code actor}, {@code message} or {@code user}. */
    public final String group() {
        return group;
    }

    /** The error within its family, such as {@code not_found}. */
    public final String code() {
        return code;
    }

    /** The message; never null. */
    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Details for programs: maps, lists, strings, numbers, booleans and bytes; null when there are none. */
    public final @Nullable Object metadata() {
        return metadata;
    }

    /** The id under which the server logged the cause, for errors whose details are not shown to clients. */
    public final Optional<String> traceId() {
        return Optional.ofNullable(traceId);
    }

    /** The actor it comes from, if a client was told of one. */
    public final Optional<Source> actor() {
        return Optional.ofNullable(source);
    }

    /** The same error, said to come from an actor. For clients. */
    public ActorError from(Source actor) {
        return new ActorError(group, code, getMessage(), metadata, traceId, getCause(), actor);
    }

    /** Whether the failed operation left no trace and may be repeated as it is. */
    public final boolean retryable() {
        return RETRYABLE.contains(group + "." + code);
    }

    @Override
    public String toString() {
        return "ActorError[" + group + "." + code + ": " + getMessage() + "]";
    }
}
