package dev.dowel.server;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request to an actor's own handler (protocol 5). Begun on the event loop; the runtime answers on any thread, once, and
 * the outbox carries the answer over. A second answer is ignored.
 */
final class RawExchange implements RawResponder {

    private static final byte[] NO_LINES = {};

    private final HttpExchange exchange;
    private final AtomicBoolean answered = new AtomicBoolean();
    private Admission.Ticket ticket = Admission.Ticket.FREE;

    RawExchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Hands the request to the runtime, which reads the body as it arrives. */
    void call(Route.Raw route, InputStream body) {
        try {
            ticket = exchange.gateway().admission().admit(exchange.connection().remoteAddress(), route.target());
            RawRequest request = RawHead.request(exchange, route, RawRoute.requestPath(route.path()), body);
            Caller caller = RawHead.caller(exchange, route, request, ConnectionParams.ofHeader(exchange.headers()));
            exchange.gateway().runtime().request(route.target(), caller, request, this);
        } catch (WireException e) {
            fail(e.toErrorBody(), null);
        }
    }

    @Override
    public void respond(ActorSpecifier actor, int status, List<HttpResponse.Header> headers, byte[] body) {
        ticket.done();
        answer(() -> exchange.send(RawReply.whole(exchange, actor, status, headers, body)));
    }

    @Override
    public void fail(ErrorBody error, @Nullable String traceId) {
        ticket.done();
        answer(() -> exchange.fail(error, ErrorStatus.of(error), Encoding.JSON, traceId, NO_LINES));
    }

    @Override
    public BodySink stream(ActorSpecifier actor, int status, List<HttpResponse.Header> headers) {
        boolean silent = exchange.isHead() || RawReply.hasNoBody(status);
        StreamedReply reply = new StreamedReply(exchange, silent, this::finished);
        answer(() -> reply.begin(actor, status, headers));
        return reply;
    }

    private void finished() {
        ticket.done();
    }

    private void answer(Runnable write) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        exchange.connection().outbox().post(new Outgoing() {
            @Override
            public Outbound outbound() {
                return exchange.connection().outbound();
            }

            @Override
            public void write() {
                if (exchange.connection().awaits(exchange)) {
                    exchange.connection().endIfUnread(exchange);
                    write.run();
                }
            }
        });
    }
}
