package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.WireException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Every error this side makes, group {@code client}, and the errors of the server as exceptions.
 *
 * <p>Static; any thread.
 */
final class ClientErrors {

    private static final String GROUP = "client";

    private ClientErrors() {}

    /** An error the server reported. */
    static ActorError reported(ErrorBody body, @Nullable String rayId) {
        ActorError error = reported(body.group(), body.code(), body.message(), body.metadata(), rayId);
        ActorSpecifier actor = body.actor();
        return actor == null
                ? error
                : error.from(
                        new ActorError.Source(actor.actorId(), actor.generation(), Optional.ofNullable(actor.key())));
    }

    static ActorError reported(
            String group, String code, String message, @Nullable Object metadata, @Nullable String rayId) {
        if (group.equals("user")) {
            return new UserError(code, message, metadata);
        }
        String traceId = code.equals("internal_error") ? rayId : null;
        return new ActorError(group, code, message, metadata, traceId, null);
    }

    /** A local check that found what the server would have refused. */
    static ActorError refused(WireException e) {
        return new ActorError(e.group(), e.code(), e.getMessage(), e.metadata());
    }

    static ActorError inputTooLarge(int mostBytes, boolean createTakesMore) {
        String advice = createTakesMore ? " A URL has to carry it; create(…) takes a larger one." : "";
        return new ActorError(
                "actor", "input_too_large", "The input is larger than " + mostBytes + " bytes." + advice, null);
    }

    static ActorError paramsTooLarge(int mostBytes) {
        return new ActorError(
                "actor", "invalid_request", "The connection parameters are larger than " + mostBytes + " bytes.", null);
    }

    /** The supplier of connection parameters failed; named as in the published clients. */
    static ActorError paramsFailed(Throwable e) {
        return new ActorError(
                GROUP,
                "get_params_failed",
                "The supplier of connection parameters failed: " + e + ". Nothing was sent.",
                null,
                null,
                e);
    }

    static ActorError requestTooLarge(int mostBytes) {
        return new ActorError(
                "message",
                "incoming_too_long",
                "The call is larger than " + mostBytes + " bytes and was not sent.",
                null);
    }

    static ActorError invalidArgument(Exception e) {
        return new ActorError(GROUP, "invalid_argument", "A value cannot be sent: " + e.getMessage(), null, null, e);
    }

    static ActorError closed(String what) {
        return new ActorError(GROUP, "closed", "The " + what + " is closed.", null);
    }

    static ActorError interrupted(boolean sent) {
        String consequence = sent ? "the action may have run." : "the call was not sent.";
        return new ActorError(
                GROUP, "interrupted", "The calling thread was interrupted; " + consequence, Map.of("sent", sent));
    }

    static ActorError timedOut(Duration timeout, boolean sent) {
        String outcome = sent ? "No answer came in " : "The call could not be sent in ";
        String consequence = sent ? "; the action may have run." : "; the action has not run.";
        return new ActorError(
                GROUP, "timed_out", outcome + timeout.toMillis() + " ms" + consequence, Map.of("sent", sent));
    }

    static ActorError notAccepted(Duration timeout) {
        return new ActorError(
                GROUP,
                "connection_failed",
                "The actor did not accept the connection in " + timeout.toMillis() + " ms.",
                null);
    }

    /** An attempt to connect that ended before the actor accepted it, for a reason that names no error. */
    static ActorError notOpened(String how, @Nullable Throwable cause) {
        return new ActorError(
                GROUP, "connection_failed", how + " before the actor accepted the connection.", null, null, cause);
    }

    /** The same for an error of the transport. */
    static ActorError notOpened(ActorError error) {
        return error.code().equals("connection_lost")
                ? notOpened("The connection to the server was lost", error.getCause())
                : error;
    }

    static ActorError silent(Duration silence) {
        return connectionLost("The server was silent for " + silence.toMillis() + " ms", null);
    }

    static ActorError overloaded(String what) {
        return new ActorError(GROUP, "overloaded", "Too many " + what + "; the call was not sent.", null);
    }

    static ActorError responseTooLarge(int mostBytes) {
        return new ActorError(
                GROUP, "response_too_large", "The server sent more than " + mostBytes + " bytes at once.", null);
    }

    static ActorError invalidResponse(Exception e) {
        return new ActorError(GROUP, "invalid_response", "The answer cannot be read: " + e.getMessage(), null, null, e);
    }

    static ActorError unexpectedStatus(int status) {
        return new ActorError(
                GROUP,
                "invalid_response",
                "The server answered HTTP " + status + " without an error that can be read.",
                Map.of("status", (long) status));
    }

    static ActorError invalidEvent(String event, Exception e) {
        return new ActorError(
                GROUP,
                "invalid_event",
                "The event \"" + event + "\" is not of the listener's type: " + e.getMessage(),
                Map.of("event", event),
                null,
                e);
    }

    static ActorError slowListener() {
        return new ActorError(
                GROUP,
                "slow_listener",
                "The connection was closed because its listeners did not keep up with its events.",
                null);
    }

    static ActorError tooManySubscriptions(int most) {
        return new ActorError(
                GROUP, "too_many_subscriptions", "A connection can listen to " + most + " events at most.", null);
    }

    static ActorError connectionLost(String how, @Nullable Throwable cause) {
        return new ActorError(
                GROUP, "connection_lost", how + " before the answer came; the action may have run.", null, null, cause);
    }

    /** What a failure of the transport means for a caller: above all, whether the request can have arrived. */
    static ActorError network(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return switch (cause) {
            case ActorError known -> known;
            case WebSocketHandshakeException refused
            when refused.getResponse() != null ->
                upgradeRefused(refused.getResponse().statusCode(), refused);
            case ConnectException e -> connectionFailed(e);
            case UnknownHostException e -> connectionFailed(e);
            case SSLHandshakeException e -> connectionFailed(e);
            case HttpConnectTimeoutException e -> connectionFailed(e);
            case IllegalArgumentException e -> invalidArgument(e);
            case HttpTimeoutException e -> connectionLost("The server did not respond", e);
            default -> connectionLost("The connection to the server was lost", cause);
        };
    }

    /** Whether it is a failure of the network, after which the request may have been carried out or not. */
    static boolean isNetwork(ActorError error) {
        return error.group().equals(GROUP)
                && (error.code().equals("connection_lost") || error.code().equals("connection_failed"));
    }

    private static ActorError connectionFailed(Exception e) {
        String detail = e.getMessage() == null ? "" : ": " + e.getMessage();
        return new ActorError(
                GROUP,
                "connection_failed",
                "The server could not be reached" + detail + ". Nothing was sent.",
                null,
                null,
                e);
    }

    private static ActorError upgradeRefused(int status, Exception e) {
        return new ActorError(
                GROUP,
                "upgrade_refused",
                "The server answered the connection with HTTP " + status + ".",
                Map.of("status", (long) status),
                null,
                e);
    }

    /** The failure inside what futures wrap around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The same error with the stack of the calling thread, for an error that was made on another one. */
    static ActorError here(ActorError error) {
        ActorError copy = error instanceof UserError
                ? new UserError(error.code(), error.getMessage(), error.metadata())
                : new ActorError(
                        error.group(),
                        error.code(),
                        error.getMessage(),
                        error.metadata(),
                        error.traceId().orElse(null),
                        error.getCause());
        return error.actor().map(copy::from).orElse(copy);
    }
}
