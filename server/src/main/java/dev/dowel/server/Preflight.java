package dev.dowel.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code OPTIONS}, on every path and whatever else is wrong with the request (protocol 1.6). Static; event loop
 * only.
 */
final class Preflight {

    private static final byte[] ANY_ORIGIN = ReplyBuffer.ascii("access-control-allow-origin: *\r\n");
    private static final byte[] METHODS = ReplyBuffer.ascii(
            "access-control-allow-methods: GET, POST, PUT, DELETE, OPTIONS, PATCH\r\naccess-control-max-age: 86400\r\n");
    private static final byte[] ALLOW_HEADERS = ReplyBuffer.ascii("access-control-allow-headers: ");

    private Preflight() {}

    static void answer(HttpExchange exchange) {
        Gateway gateway = exchange.gateway();
        ReplyBuffer reply = exchange.begin(204, gateway.rays().next(), 0);
        if (gateway.cors().allows(exchange.origin())) {
            if (exchange.origin() == null) {
                reply.lines(ANY_ORIGIN);
            }
            reply.lines(METHODS).header(ALLOW_HEADERS, requested(exchange));
        }
        exchange.send(reply.noBody());
    }

    private static String requested(HttpExchange exchange) {
        @Nullable String headers = exchange.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        return headers == null ? "*" : headers;
    }
}
