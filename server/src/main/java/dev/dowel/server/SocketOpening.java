package dev.dowel.server;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.Target;
import io.netty.channel.EventLoop;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a WebSocket that was just accepted its purpose, or refuses it (protocol 4.1). Event loop only. */
final class SocketOpening {

    private static final Logger LOG = LoggerFactory.getLogger(SocketOpening.class);
    private static final int UNSUPPORTED_DATA = 1003;

    private final HttpExchange exchange;
    private final Gateway gateway;
    private final WebSocketConnection socket;
    private final EventLoop loop;
    private final Subprotocols offered;
    private Route route = new Route.Refused(GatewayErrors.noRoute());

    SocketOpening(HttpExchange exchange, WebSocketConnection socket, EventLoop loop) {
        this.exchange = exchange;
        this.gateway = exchange.gateway();
        this.socket = socket;
        this.loop = loop;
        this.offered = Subprotocols.of(exchange.headers());
    }

    void open(Route opened) {
        route = opened;
        if (gateway.isHeard()) {
            count(gateway.listener());
        }
        if (!gateway.cors().allows(exchange.origin())) {
            refuse(GatewayErrors.originNotAllowed());
        } else if (exchange.connection().isShed()) {
            refuse(GatewayErrors.tooManyConnections());
        } else if (gateway.shutdown().hasBegun()) {
            gateway.shutdown().turnAway(loop, () -> refuse(whileShuttingDown(route)));
        } else {
            serve(route);
        }
    }

    private void count(ServerListener listener) {
        ServerListener.SocketKind kind = kind();
        listener.socketOpened(kind);
        socket.whenGone(() -> listener.socketClosed(kind));
    }

    private ServerListener.SocketKind kind() {
        return switch (route) {
            case Route.Connect connect -> ServerListener.SocketKind.CONNECTION;
            case Route.Raw raw -> ServerListener.SocketKind.RAW;
            case Route.HealthSocket health -> ServerListener.SocketKind.OTHER;
            case Route.Refused refused -> ServerListener.SocketKind.OTHER;
            case Route.Action action -> ServerListener.SocketKind.OTHER;
            case Route.Queue queue -> ServerListener.SocketKind.OTHER;
            case Route.Management management -> ServerListener.SocketKind.OTHER;
            case Route.Page page -> ServerListener.SocketKind.OTHER;
            case Route.File file -> ServerListener.SocketKind.OTHER;
            case Route.Metrics metrics -> ServerListener.SocketKind.OTHER;
        };
    }

    /**
     * The first makes clients that name an actor by key wait in silence and keep the calls they queued; the others would give
     * up on it (protocol 4.4).
     */
    private static ErrorBody whileShuttingDown(Route route) {
        return route instanceof Route.Connect connect && !(connect.target() instanceof Target.ById)
                ? GatewayErrors.stopping()
                : GatewayErrors.goingAway();
    }

    private void serve(Route route) {
        switch (route) {
            case Route.Connect connect -> connect(connect);
            case Route.Raw raw -> guarded(() -> raw(raw));
            case Route.HealthSocket health -> socket.deliverTo(new HealthSocket(socket));
            case Route.Refused refused -> refuse(refused.error());
            // Nothing else is a socket.
            case Route.Action action -> refuse(GatewayErrors.noRoute());
            case Route.Queue queue -> refuse(GatewayErrors.noRoute());
            case Route.Management management -> refuse(GatewayErrors.noRoute());
            case Route.Page page -> refuse(GatewayErrors.noRoute());
            case Route.File file -> refuse(GatewayErrors.noRoute());
            case Route.Metrics metrics -> refuse(GatewayErrors.noRoute());
        }
    }

    private void connect(Route.Connect route) {
        Optional<Encoding> encoding = offered.encoding();
        if (encoding.isEmpty()) {
            ErrorBody error = GatewayErrors.unsupportedEncoding();
            socket.close(UNSUPPORTED_DATA, error.group() + "." + error.code());
            return;
        }
        guarded(() -> connect(route, encoding.get()));
    }

    private void guarded(Runnable opening) {
        try {
            opening.run();
        } catch (WireException e) {
            refuse(e.toErrorBody());
        } catch (RuntimeException e) {
            String ray = gateway.rays().next();
            LOG.error("A socket could not be opened (trace {})", ray, e);
            socket.close(WebSocketConnection.UNEXPECTED_CONDITION, "rivetkit.internal_error#" + ray);
        }
    }

    /** Counts the socket among its caller's requests to the actor for as long as it is open. */
    private void admit(Target target) {
        Admission.Ticket ticket =
                gateway.admission().admit(exchange.connection().remoteAddress(), target);
        socket.whenGone(ticket::done);
    }

    private void raw(Route.Raw route) {
        admit(route.target());
        HttpConnection connection = exchange.connection();
        RawRequest request = RawHead.request(exchange, route, route.path(), InputStream.nullInputStream());
        Caller caller = RawHead.caller(exchange, route, request, ConnectionParams.ofSubprotocol(offered));
        SocketOutlet outlet = new SocketOutlet(
                socket,
                connection.outbox(),
                true,
                gateway.limits().outboundBytes(),
                denial(null, nameOf(route.target())));
        RawInlet inlet = gateway.runtime().webSocket(route.target(), caller, request, new RawSocketOutlet(outlet));
        socket.deliverTo(new RawSocket(socket, inlet));
    }

    private void connect(Route.Connect route, Encoding encoding) {
        admit(route.target());
        HttpConnection connection = exchange.connection();
        Caller caller = new Caller(
                ConnectionParams.ofSubprotocol(offered),
                encoding,
                "GET",
                route.path(),
                route.path(),
                new HeaderMap(exchange.headers()),
                connection.remoteAddress(),
                route.skipReadyWait());
        SocketOutlet outlet = new SocketOutlet(
                socket,
                connection.outbox(),
                encoding.text(),
                gateway.limits().outboundBytes(),
                denial(encoding, nameOf(route.target())));
        socket.deliverTo(
                new ConnectSocket(socket, encoding, gateway.runtime().connect(route.target(), caller, outlet)));
    }

    private void refuse(ErrorBody error) {
        denial(route instanceof Route.Raw ? null : offered.encoding().orElse(Encoding.JSON), "")
                .refuse(error, null);
    }

    private Denial denial(@Nullable Encoding encoding, String actor) {
        return new Denial(
                socket, gateway.denials(), loop, encoding, exchange.connection().remoteAddress(), actor);
    }

    private static String nameOf(Target target) {
        return switch (target) {
            case Target.ById byId -> byId.actorId();
            case Target.Get get -> nameOf(get.address());
            case Target.GetOrCreate getOrCreate -> nameOf(getOrCreate.address());
        };
    }

    private static String nameOf(ActorAddress address) {
        return address.namespace() + "/" + address.name() + "/" + KeyFormat.canonical(address.key());
    }
}
