package dev.dowel.server;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.ReplySink;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stateless call (protocol 3.1). Made and answered on the event loop; the runtime delivers its result on any thread,
 * once, and the outbox carries it over.
 */
final class ActionExchange implements ReplySink, Outgoing {

    private static final List<String> METHODS = List.of("POST");
    private static final byte[] ALLOW = ReplyBuffer.allowLine(METHODS);
    private static final byte[] NO_LINES = {};

    private final HttpExchange exchange;
    private final Encoding encoding;

    // Written by the thread that answers, before the entry is posted; read by the loop, after.
    private @Nullable ActorSpecifier actor;
    private byte[] output = NO_LINES;
    private Admission.Ticket ticket = Admission.Ticket.FREE;
    private @Nullable ErrorBody error;
    private @Nullable String traceId;

    ActionExchange(HttpExchange exchange) {
        this.exchange = exchange;
        this.encoding = exchange.encoding();
    }

    /** Hands the call to the runtime. */
    void call(Route.Action route, BoundedBytes body) {
        if (!exchange.request().method().equals(HttpMethod.POST)) {
            refuse(GatewayErrors.methodNotAllowed(METHODS), ALLOW);
        } else if (body.isBeyondLimit()) {
            refuse(GatewayErrors.incomingTooLong(body.limit()), NO_LINES);
        } else {
            call(route, body.bytes());
        }
    }

    private void call(Route.Action route, byte[] body) {
        try {
            ticket = exchange.gateway().admission().admit(exchange.connection().remoteAddress(), route.target());
            Caller caller = new Caller(
                    ConnectionParams.ofHeader(exchange.headers()),
                    encoding,
                    "POST",
                    route.path(),
                    route.path(),
                    new HeaderMap(exchange.headers()),
                    exchange.connection().remoteAddress(),
                    route.skipReadyWait());
            exchange.gateway()
                    .runtime()
                    .call(route.target(), caller, route.name(), HttpBodies.readActionRequest(encoding, body), this);
        } catch (WireException e) {
            refuse(e.toErrorBody(), NO_LINES);
        }
    }

    private void refuse(ErrorBody refusal, byte[] moreLines) {
        ticket.done();
        exchange.fail(refusal, ErrorStatus.of(refusal), encoding, null, moreLines);
    }

    @Override
    public void succeed(ActorSpecifier source, byte[] result) {
        ticket.done();
        actor = source;
        output = result;
        exchange.connection().outbox().post(this);
    }

    @Override
    public void fail(ErrorBody failure, @Nullable String trace) {
        ticket.done();
        error = failure;
        traceId = trace;
        exchange.connection().outbox().post(this);
    }

    @Override
    public Outbound outbound() {
        return exchange.connection().outbound();
    }

    @Override
    public void write() {
        if (!exchange.connection().awaits(exchange)) {
            return;
        }
        ErrorBody failure = error;
        if (failure != null) {
            exchange.fail(failure, ErrorStatus.of(failure), encoding, traceId, NO_LINES);
            return;
        }
        byte[] body = HttpBodies.actionResponse(encoding, output);
        ReplyBuffer reply = exchange.begin(200, exchange.gateway().rays().next(), body.length)
                .lines(HttpExchange.contentType(encoding))
                .actor(actor);
        exchange.send(reply, body);
    }
}
