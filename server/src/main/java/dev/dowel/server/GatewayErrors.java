package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.WireException;
import java.util.List;

/**
 * The errors the gateway itself reports. Their messages repeat nothing of what was sent.
 *
 * <p>Static; any thread.
 */
final class GatewayErrors {

    private GatewayErrors() {}

    static ErrorBody noRoute() {
        return guard("no_route", "Nothing is served at this path.");
    }

    /** The code is the reference's, whose clients turn it into {@code actor.reload_failed} (protocol 2.5). */
    static ErrorBody nothingToReload() {
        return new ErrorBody(
                "actor", "not_found", "Actors are part of this server's program: nothing can be reloaded.");
    }

    static ErrorBody invalidRequest(String message) {
        return guard("invalid_request", message);
    }

    static ErrorBody requestTimeout() {
        return guard("request_timeout", "The request took too long to arrive.");
    }

    static ErrorBody bodyTooLarge(int limit) {
        return guard("invalid_request_body", "The body is larger than " + limit + " bytes.");
    }

    static ErrorBody tooManyConnections() {
        return guard("service_unavailable", "The server has as many connections as it takes. Try again.");
    }

    static ErrorBody tooMuchArrives() {
        return guard("service_unavailable", "The server has as much to handle as it takes. Try again.");
    }

    static ErrorBody shuttingDown() {
        return guard("service_unavailable", "The server is shutting down. Try again.");
    }

    static ErrorBody goingAway() {
        return new ErrorBody("ws", "going_away", "The server is shutting down. Connect again.");
    }

    static ErrorBody stopping() {
        return new ErrorBody("actor", "stopping", "The server is shutting down. Connect again.");
    }

    static ErrorBody slowConsumer() {
        return new ErrorBody("ws", "slow_consumer", "The socket was not read fast enough.");
    }

    static ErrorBody unsupportedEncoding() {
        return new ErrorBody("actor", "unsupported_websocket_encoding", "The encoding is none of json, cbor, bare.");
    }

    static ErrorBody incomingTooLong(int limit) {
        return new ErrorBody("message", "incoming_too_long", "The message is longer than " + limit + " bytes.");
    }

    static ErrorBody methodNotAllowed(List<String> allowed) {
        return new ErrorBody(
                "actor", "method_not_allowed", "Only " + String.join(", ", allowed) + " can be used here.");
    }

    static ErrorBody originNotAllowed() {
        return new ErrorBody("auth", "forbidden", "Pages of this origin may not use the server.");
    }

    static ErrorBody tokenMissing() {
        return new ErrorBody("auth", "unauthorized", "Send the admin token: Authorization: Bearer <token>.");
    }

    static ErrorBody tokenWrong() {
        return new ErrorBody("auth", "forbidden", "The admin token is not the right one.");
    }

    static ErrorBody managementClosed() {
        return new ErrorBody(
                "auth", "forbidden", "Actors cannot be managed here: the server has no admin token (RIVET_TOKEN).");
    }

    static ErrorBody rateLimit(String message) {
        return guard("rate_limit", message);
    }

    static ErrorBody silent() {
        return new ErrorBody("ws", "ping_timeout", "The socket said nothing, and did not answer a ping.");
    }

    static ErrorBody internal() {
        return new ErrorBody("rivetkit", "internal_error", "An internal error occurred");
    }

    static WireException query(String code, String message) {
        return new WireException("guard", code, message);
    }

    static WireException invalidManagement(String message) {
        return new WireException("guard", "invalid_request", message);
    }

    static WireException invalidActorRequest(String message) {
        return new WireException("actor", "invalid_request", message);
    }

    static WireException invalidMessage(String message) {
        return new WireException("queue", "message_invalid", message);
    }

    private static ErrorBody guard(String code, String message) {
        return new ErrorBody("guard", code, message);
    }
}
