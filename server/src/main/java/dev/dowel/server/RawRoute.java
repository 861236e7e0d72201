package dev.dowel.server;

import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.StringJoiner;

/** Reads what of a request is the actor's own business (protocol 5). Static; any thread. */
final class RawRoute {

    private static final String REQUEST = "/request";
    private static final String SOCKET = "/websocket";

    private RawRoute() {}

    /** Whether a path below an actor is the actor's own. */
    static boolean isBelow(String path) {
        return isBelow(path, REQUEST) || isBelow(path, SOCKET);
    }

    private static boolean isBelow(String path, String start) {
        return path.startsWith(start) && (path.length() == start.length() || path.charAt(start.length()) == '/');
    }

    static Route of(Target target, String path, String query, HttpHeaders headers) {
        return new Route.Raw(target, path, withoutGatewayParameters(query), ReadyWait.isSkipped(query, headers));
    }

    /** What the actor sees of the query: every parameter of its own, byte for byte. */
    static String withoutGatewayParameters(String query) {
        if (!QueryTarget.isIn(query)) {
            return query;
        }
        StringJoiner kept = new StringJoiner("&");
        for (String parameter : query.split("&", -1)) {
            if (!parameter.startsWith("rvt-")) {
                kept.add(parameter);
            }
        }
        return kept.toString();
    }

    /** The path a request's handler sees: without {@code /request}. */
    static String requestPath(String path) {
        String own = isBelow(path, REQUEST) ? path.substring(REQUEST.length()) : path;
        return own.isEmpty() ? "/" : own;
    }

    /** Whether a path is one of requests, and not of sockets. */
    static boolean isRequest(String path) {
        return isBelow(path, REQUEST);
    }
}
