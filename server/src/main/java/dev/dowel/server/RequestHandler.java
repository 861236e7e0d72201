package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** Answers requests that have arrived whole, or has them answered. Static; event loop only. */
final class RequestHandler {

    private static final List<String> PAGE_METHODS = List.of("GET", "HEAD");
    private static final byte[] PAGE_ALLOW = ReplyBuffer.allowLine(PAGE_METHODS);
    private static final byte[] UPGRADE = ReplyBuffer.ascii("upgrade: websocket\r\n");

    private RequestHandler() {}

    /** How many bytes of body a route has a use for. */
    static int bodyLimit(GatewayLimits limits, Route route) {
        return switch (route) {
            case Route.Action action -> Limits.INCOMING_MESSAGE_BYTES;
            case Route.Queue queue -> Limits.INCOMING_MESSAGE_BYTES;
            case Route.Management management -> limits.managementBodyBytes();
            case Route.Raw raw -> 0; // read as it arrives, or thrown away
            case Route.Connect connect -> 0;
            case Route.HealthSocket socket -> 0;
            case Route.Page page -> 0;
            case Route.File file -> 0;
            case Route.Metrics metrics -> 0;
            case Route.Refused refused -> 0;
        };
    }

    /** What is said of a larger body: actions and queues have messages, which have a bound of their own. */
    static ErrorBody tooLarge(Route route, int limit) {
        return route instanceof Route.Action || route instanceof Route.Queue
                ? GatewayErrors.incomingTooLong(limit)
                : GatewayErrors.bodyTooLarge(limit);
    }

    /** Whether a request begins before its body has arrived. Anything else about it is answered when it is there. */
    static boolean isStreamed(HttpExchange exchange, Route route) {
        return route instanceof Route.Raw raw
                && RawRoute.isRequest(raw.path())
                && !exchange.request().method().equals(HttpMethod.OPTIONS)
                && !Upgrade.isRequested(exchange.request())
                && exchange.gateway().cors().allows(exchange.origin())
                && !exchange.connection().isShed()
                && !exchange.gateway().shutdown().hasBegun();
    }

    static void handle(HttpExchange exchange, Route route, BoundedBytes body) {
        Gateway gateway = exchange.gateway();
        if (exchange.request().method().equals(HttpMethod.OPTIONS)) {
            Preflight.answer(exchange);
        } else if (!gateway.cors().allows(exchange.origin())) {
            exchange.fail(GatewayErrors.originNotAllowed());
        } else if (exchange.connection().isShed()) {
            exchange.endConnection();
            exchange.fail(GatewayErrors.tooManyConnections());
        } else if (gateway.shutdown().hasBegun()) {
            exchange.endConnection();
            exchange.fail(GatewayErrors.shuttingDown());
        } else {
            serve(exchange, route, body);
        }
    }

    private static void serve(HttpExchange exchange, Route route, BoundedBytes body) {
        switch (route) {
            case Route.Action action -> new ActionExchange(exchange, action).call(body);
            case Route.Queue queue -> new QueueExchange(exchange, queue).send(body);
            case Route.Management management -> new ManagementApi(exchange).handle(management, body);
            case Route.Page page -> page(exchange, page.content());
            case Route.File file -> file(exchange, file.file());
            case Route.Metrics metrics -> exchange.gateway().metrics().answer(exchange);
            case Route.Refused refused -> exchange.fail(refused.error());
            case Route.Raw socket -> onlyWebSocket(exchange);
            case Route.Connect connect -> onlyWebSocket(exchange);
            case Route.HealthSocket socket -> onlyWebSocket(exchange);
        }
    }

    private static void page(HttpExchange exchange, PageContent content) {
        if (isReading(exchange)) {
            Pages pages = exchange.gateway().pages();
            exchange.answer(pages.status(content), pages.contentType(content), pages.body(content));
        }
    }

    private static void file(HttpExchange exchange, WebFile file) {
        if (isReading(exchange)) {
            file.answer(exchange);
        }
    }

    /** Whether a request only reads. One that does not is refused. */
    private static boolean isReading(HttpExchange exchange) {
        HttpMethod method = exchange.request().method();
        boolean reading = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (!reading) {
            exchange.fail(GatewayErrors.methodNotAllowed(PAGE_METHODS), 405, PAGE_ALLOW);
        }
        return reading;
    }

    private static void onlyWebSocket(HttpExchange exchange) {
        exchange.fail(GatewayErrors.invalidRequest("Open a WebSocket here."), 426, UPGRADE);
    }
}
