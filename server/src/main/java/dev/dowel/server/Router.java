package dev.dowel.server;

import dev.dowel.Queue;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Says what a request is for, from its path, query and headers; the method and the body are the business of whoever
 * answers. Static; any thread.
 */
final class Router {

    private static final String GATEWAY = "/gateway/";
    private static final String ACTORS = "/actors";
    private static final String ACTION = "/action/";
    private static final String QUEUE = "/queue/";
    private static final String CONNECT = "/connect";
    private static final Route BANNER = new Route.Page(PageContent.BANNER);

    private Router() {}

    /**
     * The route of a request; {@link Route.Refused} if it leads nowhere.
     *
     * @param socket whether it wants to become a WebSocket
     * @param files what is served at paths that are not the server's own
     */
    static Route route(String uri, HttpHeaders headers, boolean socket, WebFiles files) {
        RequestTarget request = RequestTarget.of(uri);
        try {
            Route own = route(request, headers, socket);
            return !socket && isFree(request.path(), own)
                    ? files.find(request.path(), headers)
                            .<Route>map(Route.File::new)
                            .orElse(own)
                    : own;
        } catch (WireException e) {
            return new Route.Refused(e.toErrorBody());
        }
    }

    /** Whether the server itself answers at a path, so that nobody would ever see a file there. */
    static boolean isTaken(String path) {
        Route own = route(new RequestTarget(path, ""), EmptyHttpHeaders.INSTANCE, false);
        return !isFree(path, own);
    }

    private static boolean isFree(String path, Route own) {
        return own.equals(BANNER) || (own instanceof Route.Refused && !path.startsWith(GATEWAY));
    }

    private static Route route(RequestTarget request, HttpHeaders headers, boolean socket) {
        String path = request.path();
        if (path.startsWith(GATEWAY)) {
            return gateway(path, request.query(), headers, socket);
        }
        if (path.equals(ACTORS) || path.startsWith(ACTORS + "/")) {
            return new Route.Management(path.substring(ACTORS.length()), request.query());
        }
        return switch (path) {
            case "/metadata" -> new Route.Page(PageContent.METADATA);
            case "/health" -> new Route.Page(PageContent.HEALTH);
            case "/metrics" -> new Route.Metrics();
            case "/health/ws" -> new Route.HealthSocket();
            case "/" -> BANNER;
            default -> headerRouted(path, request.query(), headers);
        };
    }

    /** Protocol 2.4. */
    private static Route gateway(String path, String query, HttpHeaders headers, boolean socket) {
        // A doubled slash makes segments ambiguous; clients never send one (protocol 1.2).
        int end = path.indexOf('/', GATEWAY.length());
        boolean own = end >= 0 && RawRoute.isBelow(path.substring(end));
        if (path.contains("//") && !(own && end > GATEWAY.length())) {
            return new Route.Refused(GatewayErrors.noRoute());
        }
        String segment = path.substring(GATEWAY.length(), end < 0 ? path.length() : end);
        Optional<Target> target = target(segment, query, headers);
        if (target.isEmpty()) {
            return new Route.Refused(GatewayErrors.noRoute());
        }
        String below = end < 0 ? "" : path.substring(end);
        return socket
                ? socketBelowActor(target.get(), below, query, headers)
                : belowActor(target.get(), below, query, headers);
    }

    private static Optional<Target> target(String segment, String query, HttpHeaders headers) {
        return QueryTarget.isIn(query)
                ? Optional.of(QueryTarget.read(segment, query))
                : DirectTarget.read(segment, headers);
    }

    private static Route belowActor(Target target, String path, String query, HttpHeaders headers) {
        if (RawRoute.isBelow(path)) {
            return RawRoute.of(target, path, query, headers);
        }
        if (path.startsWith(ACTION)) {
            return action(target, path, ReadyWait.isSkipped(query, headers));
        }
        if (path.startsWith(QUEUE)) {
            return queue(target, path, ReadyWait.isSkipped(query, headers));
        }
        return switch (path) {
            case CONNECT -> connect(target, query, headers);
            case "/health" -> new Route.Page(PageContent.ACTOR_HEALTH);
            case "/metadata" -> new Route.Page(PageContent.ACTOR_METADATA);
            case "", "/" -> new Route.Page(PageContent.ACTOR_BANNER);
            case "/dynamic/reload" -> new Route.Refused(GatewayErrors.nothingToReload());
            // Here /inspector will branch off (protocol 8).
            default -> new Route.Refused(GatewayErrors.noRoute());
        };
    }

    /** Protocol 5: every socket that is not one of the protocol's is the actor's own. */
    private static Route socketBelowActor(Target target, String path, String query, HttpHeaders headers) {
        return switch (path) {
            case CONNECT -> connect(target, query, headers);
            case "/inspector/connect" -> new Route.Refused(GatewayErrors.noRoute()); // protocol 8
            default -> RawRoute.of(target, path.isEmpty() ? "/" : path, query, headers);
        };
    }

    private static Route connect(Target target, String query, HttpHeaders headers) {
        return new Route.Connect(target, CONNECT, ReadyWait.isSkipped(query, headers));
    }

    private static Route action(Target target, String path, boolean skipReadyWait) {
        String segment = path.substring(ACTION.length());
        if (isNoName(segment)) {
            return new Route.Refused(GatewayErrors.noRoute());
        }
        String name = PercentEncoding.decode(segment);
        if (name.length() > Limits.ACTION_NAME_CHARS) {
            throw GatewayErrors.invalidActorRequest(
                    "The action name is longer than " + Limits.ACTION_NAME_CHARS + " characters.");
        }
        return new Route.Action(target, name, path, skipReadyWait);
    }

    private static Route queue(Target target, String path, boolean skipReadyWait) {
        String segment = path.substring(QUEUE.length());
        if (isNoName(segment)) {
            return new Route.Refused(GatewayErrors.noRoute());
        }
        String name = PercentEncoding.decode(segment);
        if (name.length() > Queue.LONGEST_NAME) {
            throw GatewayErrors.invalidMessage(
                    "The queue's name is longer than " + Queue.LONGEST_NAME + " characters.");
        }
        return new Route.Queue(target, name, path, skipReadyWait);
    }

    /** A name is one segment; slashes in it are encoded. */
    private static boolean isNoName(String segment) {
        return segment.isEmpty() || segment.indexOf('/') >= 0;
    }

    /** Protocol 2.6: the path is at the root and the actor is named by headers or subprotocols. */
    private static Route headerRouted(String path, String query, HttpHeaders headers) {
        Optional<Target> target = HeaderTarget.read(headers);
        if (target.isPresent() && RawRoute.isBelow(path)) {
            return RawRoute.of(target.get(), path, query, headers);
        }
        return target.isPresent() && path.equals(CONNECT)
                ? connect(target.get(), query, headers)
                : new Route.Refused(GatewayErrors.noRoute());
    }
}
