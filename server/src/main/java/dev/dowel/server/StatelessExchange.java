package dev.dowel.server;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to an actor that has one answer and no connection: what actions and messages for queues share (protocol 3,
 * 6). Made and answered on the event loop; the runtime delivers its result on any thread, once, and the outbox carries it
 * over.
 */
abstract sealed class StatelessExchange implements Outgoing permits ActionExchange, QueueExchange {

    private static final List<String> METHODS = List.of("POST");
    private static final byte[] ALLOW = ReplyBuffer.allowLine(METHODS);
    private static final byte[] NO_LINES = {};

    private final HttpExchange exchange;
    private final Encoding encoding;
    private Admission.Ticket ticket = Admission.Ticket.FREE;

    // Written by the thread that answers, before the entry is posted; read by the loop, after.
    private @Nullable ActorSpecifier actor;
    private @Nullable ErrorBody error;
    private @Nullable String traceId;

    StatelessExchange(HttpExchange exchange) {
        this.exchange = exchange;
        this.encoding = exchange.encoding();
    }

    final HttpExchange exchange() {
        return exchange;
    }

    final Encoding encoding() {
        return encoding;
    }

    /**
     * Hands the request to the runtime, whose answer comes by {@link #answered} or {@link #fail}.
     *
     * @throws WireException for what is wrong with it
     */
    abstract void start(Caller caller, byte[] body);

    /** The answer, or an error, has come. On the thread that brings it. */
    void onAnswer() {}

    /** The body of the answer that {@link #answered} has announced. */
    abstract byte[] answer();

    /** Checks the request and starts it. */
    final void begin(Target target, String path, boolean skipReadyWait, BoundedBytes body) {
        if (!exchange.request().method().equals(HttpMethod.POST)) {
            refuse(GatewayErrors.methodNotAllowed(METHODS), ALLOW);
        } else if (body.isBeyondLimit()) {
            refuse(GatewayErrors.incomingTooLong(body.limit()), NO_LINES);
        } else {
            admit(target, path, skipReadyWait, body.bytes());
        }
    }

    private void admit(Target target, String path, boolean skipReadyWait, byte[] body) {
        String remoteAddress = exchange.connection().remoteAddress();
        try {
            ticket = exchange.gateway().admission().admit(remoteAddress, target);
            Caller caller = new Caller(
                    ConnectionParams.ofHeader(exchange.headers()),
                    encoding,
                    "POST",
                    path,
                    path,
                    new HeaderMap(exchange.headers()),
                    remoteAddress,
                    skipReadyWait);
            start(caller, body);
        } catch (WireException e) {
            refuse(e.toErrorBody(), NO_LINES);
        }
    }

    private void refuse(ErrorBody refusal, byte[] moreLines) {
        ticket.done();
        exchange.fail(refusal, ErrorStatus.of(refusal), encoding, null, moreLines);
    }

    /** The answer is there. Any thread. */
    final void answered(ActorSpecifier source) {
        ticket.done();
        onAnswer();
        actor = source;
        exchange.connection().outbox().post(this);
    }

    /** There is an error instead of an answer. Any thread. */
    public final void fail(ErrorBody failure, @Nullable String trace) {
        ticket.done();
        onAnswer();
        error = failure;
        traceId = trace;
        exchange.connection().outbox().post(this);
    }

    @Override
    public final Outbound outbound() {
        return exchange.connection().outbound();
    }

    @Override
    public final void write() {
        if (!exchange.connection().awaits(exchange)) {
            return;
        }
        ErrorBody failure = error;
        if (failure != null) {
            exchange.fail(failure, ErrorStatus.of(failure), encoding, traceId, NO_LINES);
            return;
        }
        byte[] body = answer();
        ReplyBuffer reply = exchange.begin(200, exchange.gateway().rays().next(), body.length)
                .lines(HttpExchange.contentType(encoding))
                .actor(actor);
        exchange.send(reply, body);
    }
}
