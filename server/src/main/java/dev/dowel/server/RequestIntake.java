package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

/**
 * The reading side of one HTTP connection: what arrives becomes requests, one at a time, which are handled when they are
 * complete or refused before. Event loop only.
 */
final class RequestIntake {

    private static final ByteBuf CONTINUE =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(ReplyBuffer.ascii("HTTP/1.1 100 Continue\r\n\r\n")));

    private final Gateway gateway;
    private final HttpConnection connection;
    private final Channel channel;
    private final InboundQueue queue;
    private final Backlog.Share share;
    private boolean resuming;
    private Route route = new Route.Refused(GatewayErrors.noRoute());
    private ArrivingBody body;

    RequestIntake(Gateway gateway, HttpConnection connection, Channel channel) {
        this.gateway = gateway;
        this.connection = connection;
        this.channel = channel;
        this.queue = new InboundQueue(channel, gateway.arriving().share());
        this.share = gateway.arriving().share();
        this.body = new ArrivingBody(queue, 0, share);
    }

    /** What waits, and whether the socket is read. */
    InboundQueue queue() {
        return queue;
    }

    /** Takes what arrived, or has it wait for its turn. */
    void arrived(HttpObject object) {
        if (connection.isReady() && queue.isEmpty()) {
            take(object);
        } else {
            if (!queue.add(object)) {
                connection.outbound().cut();
            }
        }
    }

    /** Goes on with what waited. Answers that are ready at once would nest, hence the loop and its guard. */
    void resume() {
        if (resuming) {
            return;
        }
        resuming = true;
        try {
            while (connection.isReady() && !queue.isEmpty()) {
                take(queue.remove());
            }
        } finally {
            resuming = false;
        }
        if (connection.isReady() && !queue.isReading()) {
            queue.read();
            connection.bodyGoesOn();
        }
    }

    private void take(HttpObject object) {
        try {
            if (object instanceof HttpRequest head) {
                begin(connection.begin(head), head);
            }
            if (object instanceof HttpContent content) {
                add(content);
            }
        } catch (RuntimeException e) {
            connection.failInternally(e);
        } finally {
            ReferenceCountUtil.release(object);
        }
    }

    private void begin(HttpExchange exchange, HttpRequest head) {
        EarlyRefusal malformed = EarlyRefusal.ofHead(head);
        if (malformed != null) {
            connection.refuseUnread(exchange, malformed);
            return;
        }
        connection.enter(HttpConnection.Phase.BODY);
        route = Router.route(head.uri(), head.headers(), Upgrade.isRequested(head), gateway.files());
        int limit = RequestHandler.bodyLimit(gateway.limits(), route);
        body = new ArrivingBody(queue, limit, share);
        EarlyRefusal unwanted = EarlyRefusal.ofBody(head, route, limit);
        if (unwanted != null) {
            connection.refuseUnread(exchange, unwanted);
            return;
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            connection.outbound().write(CONTINUE.duplicate());
            connection.outbound().flush();
        }
        if (route instanceof Route.Raw raw && RequestHandler.isStreamed(exchange, route)) {
            RequestBody bytes = new RequestBody(() -> channel.eventLoop().execute(this::readBody));
            body.passTo(bytes);
            new RawExchange(exchange).call(raw, bytes);
        }
    }

    /** The reader of a body wants more of it. */
    private void readBody() {
        if (connection.bodyGoesOn()) { // the sender is not to blame for what it was not asked for
            queue.bodyFull(false);
        }
    }

    private void add(HttpContent content) {
        HttpExchange exchange = connection.arriving();
        if (exchange == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            connection.refuseUnread(
                    exchange, EarlyRefusal.ofCause(content.decoderResult().cause()));
            return;
        }
        boolean streamed = body.isPassedOn();
        if (streamed) {
            connection.bodyGoesOn(); // slow is all right as long as something comes
        }
        switch (body.add(content)) {
            case INCOMPLETE -> {}
            case NO_ROOM -> connection.refuseUnread(exchange, EarlyRefusal.noRoom());
            case BEYOND_MEASURE -> connection.refuseUnread(exchange, EarlyRefusal.bodyBeyondEdge());
            case COMPLETE -> {
                connection.enter(HttpConnection.Phase.ANSWER);
                if (!streamed) {
                    handle(exchange);
                }
            }
        }
    }

    private void handle(HttpExchange exchange) {
        if (Upgrade.isRequested(exchange.request())) {
            connection.upgrade(exchange, route);
        } else {
            RequestHandler.handle(exchange, route, body.gathered());
        }
    }

    /** The rest of the current request will not be read, or it is answered. */
    void abandonBody() {
        body.abandon();
    }
}
