package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The HTTP status of an error (protocol 3.3). Clients go by group and code; the status is for proxies, logs and people.
 *
 * <p>Static; any thread.
 */
final class ErrorStatus {

    private ErrorStatus() {}

    static int of(ErrorBody error) {
        return switch (error.group()) {
            case "actor" -> actor(error.code());
            case "guard" -> guard(error.code());
            case "auth" -> error.code().equals("unauthorized") ? 401 : 403;
            case "store", "ws" -> 503;
            case "message" -> 400;
            case "queue" -> error.code().equals("full") ? 429 : 400;
            default -> 500;
        };
    }

    private static int actor(String code) {
        return switch (code) {
            case "not_found", "not_registered", "action_not_found" -> 404;
            case "method_not_allowed" -> 405;
            case "action_timed_out", "hook_timed_out" -> 408;
            case "overloaded", "starting", "stopping", "stopped", "restarting" -> 503;
            case "invalid_request",
                    "validation_error",
                    "invalid_key",
                    "invalid_name",
                    "key_too_large",
                    "input_too_large",
                    "duplicate_key",
                    "kv_key_not_found" -> 400;
            default -> 500;
        };
    }

    private static int guard(String code) {
        return switch (code) {
            case "no_route" -> 404;
            case "request_timeout" -> 408;
            case "invalid_request_body" -> 413;
            case "rate_limit" -> 429;
            case "service_unavailable", "actor_ready_timeout", "websocket_open_timeout" -> 503;
            default -> 400;
        };
    }

    /** The words after the number in a status line. */
    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> HttpResponseStatus.valueOf(status).reasonPhrase();
        };
    }
}
