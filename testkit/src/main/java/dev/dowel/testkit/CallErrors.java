package dev.dowel.testkit;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The errors that callers get, the same as from a client. Stateless. */
final class CallErrors {

    private static final String CLIENT = "client";

    private CallErrors() {}

    /** An error that the runtime reports. Its metadata went over the wire, so to speak. */
    static ActorError reported(ErrorBody error, @Nullable String traceId) {
        Object metadata = error.metadata();
        Object seen = metadata == null
                ? null
                : Values.decode(
                        RawValue.of(Values.encode(Dialect.COMPAT_CBOR, metadata), Dialect.COMPAT_CBOR), Object.class);
        return error.group().equals("user")
                ? new UserError(error.code(), error.message(), seen)
                : new ActorError(error.group(), error.code(), error.message(), seen, traceId, null);
    }

    /** Nobody knows what became of a call. */
    static ActorError lost(String how) {
        return new ActorError(
                CLIENT, "connection_lost", how + " before the answer came; the action may have run.", null);
    }

    /** The actor, or what is between, did not accept a connection. */
    static ActorError notConnected(String how) {
        return new ActorError(CLIENT, "connection_failed", how + " before the actor accepted the connection.", null);
    }

    /** The connection has ended. */
    static ActorError closed(String how) {
        return new ActorError(CLIENT, "closed", "The connection is closed: " + how + ".", Map.of("sent", false));
    }

    /** A value that cannot be sent. */
    static ActorError invalidArgument(Exception e) {
        return new ActorError(CLIENT, "invalid_argument", "A value cannot be sent: " + e.getMessage(), null, null, e);
    }

    /** An answer that is not of the type the caller wants. */
    static ActorError invalidResponse(Exception e) {
        return new ActorError(
                CLIENT, "invalid_response", "The answer cannot be read: " + e.getMessage(), null, null, e);
    }

    /** What a future failed with, with the stack of the calling thread if it is an actor's error. */
    static RuntimeException here(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case UserError error -> new UserError(error.code(), error.getMessage(), error.metadata());
            case ActorError error ->
                new ActorError(
                        error.group(),
                        error.code(),
                        error.getMessage(),
                        error.metadata(),
                        error.traceId().orElse(null),
                        error.getCause());
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }
}
