package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection, until it ends or becomes a WebSocket. Event loop only.
 *
 * <p>One request at a time: while one is answered, what the client pipelined behind it waits. The next request begins when
 * the answer is written and the client takes answers as fast as they come. A request that is refused is answered when it has arrived whole, because many
 * clients read nothing before they have sent everything; a body beyond all measure ends the connection instead.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final byte[] NO_LINES = {};

    /** What the connection is doing. */
    enum Phase {
        /** Waiting for a request's head. */
        HEAD,
        /** Reading a request's body. */
        BODY,
        /** Waiting for the answer. */
        ANSWER,
        /** Telling the client that it is over; input is thrown away. */
        ENDING
    }

    private final Gateway gateway;
    private final Channel channel;
    private final LoopOutbox outbox;
    private final boolean shed;
    private final Outbound outbound;
    private final String remoteAddress;
    private final PhaseTimer timer;
    private final RequestIntake intake;
    private final Backlog.Share unsent;
    private Phase phase = Phase.HEAD;
    private @Nullable HttpExchange current;

    /** Whether the head of the current answer was written, and its body follows. */
    private boolean answering;

    /**
     * Takes over a channel behind a request decoder.
     *
     * @param shed whether there are too many connections, so that this one is only told so
     */
    HttpConnection(Gateway gateway, Channel channel, LoopOutbox outbox, boolean shed) {
        this.gateway = gateway;
        this.channel = channel;
        this.outbox = outbox;
        this.shed = shed;
        this.outbound = new Outbound(channel);
        this.intake = new RequestIntake(gateway, this, channel);
        this.unsent = gateway.leaving().share();
        this.remoteAddress = RemoteAddress.of(channel);
        this.timer = new PhaseTimer(channel.eventLoop(), gateway.limits(), outbound, intake.queue(), this::outOfTime);
    }

    /** Where other threads leave what is to be written. Any thread. */
    LoopOutbox outbox() {
        return outbox;
    }

    /** Any thread may have it, only the loop may use it. */
    Outbound outbound() {
        return outbound;
    }

    /** The client's address. */
    String remoteAddress() {
        return remoteAddress;
    }

    /** Whether that request is the one being answered, on an open connection. */
    boolean awaits(HttpExchange exchange) {
        return exchange == current && channel.isActive();
    }

    boolean isShed() {
        return shed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer.start();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.ENDING) {
            ReferenceCountUtil.release(message);
        } else {
            intake.arrived((HttpObject) message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        outbound.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            unsent.set(0);
        }
        intake.resume();
        outbound.flush();
    }

    /** A request may begin or go on: none is being answered, and the client took the answers so far. */
    boolean isReady() {
        return (phase == Phase.HEAD || phase == Phase.BODY) && channel.isWritable();
    }

    /** Notes what the connection does now. */
    void enter(Phase next) {
        phase = next;
        timer.entered(next);
    }

    /** A request begins. */
    HttpExchange begin(HttpRequest head) {
        HttpExchange exchange = new HttpExchange(gateway, this, head);
        current = exchange;
        answering = false;
        return exchange;
    }

    /** The request whose body arrives, if one does. */
    @Nullable
    HttpExchange arriving() {
        return phase == Phase.BODY ? current : null;
    }

    /** The time for a body begins anew, if one arrives. Says whether one does. */
    boolean bodyGoesOn() {
        boolean arrives = phase == Phase.BODY;
        if (arrives) {
            timer.entered(Phase.BODY);
        }
        return arrives;
    }

    /** An answer is about to be written: if the request has not arrived whole, it is the last on this connection. */
    void endIfUnread(HttpExchange exchange) {
        if (phase == Phase.BODY) {
            exchange.endConnection();
        }
    }

    /**
     * Runs something when the channel has closed, at once if it has. Any thread.
     *
     * @return forgets about it again: a connection outlives many requests
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    Runnable whenGone(Runnable action) {
        ChannelFutureListener listener = closed -> action.run();
        channel.closeFuture().addListener(listener);
        return () -> channel.closeFuture().removeListener(listener);
    }

    /** Writes the head of an answer whose body follows. */
    void beginAnswer(HttpExchange exchange, ByteBuf head) {
        if (awaits(exchange)) {
            answering = true;
            outbound.write(head);
        } else {
            head.release();
        }
    }

    /** Answers the current request, if that is still possible, and logs why it cannot be handled. */
    void failInternally(RuntimeException cause) {
        String ray = gateway.rays().next();
        LOG.error("A request could not be handled (trace {})", ray, cause);
        HttpExchange exchange = current;
        if (exchange == null || answering) {
            outbound.cut();
        } else {
            exchange.endConnection();
            exchange.fail(GatewayErrors.internal(), 500, exchange.encoding(), ray, NO_LINES);
        }
    }

    /** Makes the connection a WebSocket. */
    void upgrade(HttpExchange exchange, Route route) {
        if (!intake.queue().isEmpty()) {
            // Frames that came before the handshake's answer were read as HTTP and are lost.
            exchange.endConnection();
            exchange.fail(GatewayErrors.invalidRequest("A WebSocket client waits for the answer before it goes on."));
            return;
        }
        WebSocketConnection socket = Upgrade.accept(exchange, channel);
        if (socket != null) {
            timer.stop();
            current = null;
            intake.queue().read();
            new SocketOpening(exchange, socket, channel.eventLoop()).open(route);
            Upgrade.removeHttp(channel, this);
            socket.outbound().flush();
        }
    }

    /** Answers a request whose rest is not read, and ends the connection: nobody knows where the next one begins. */
    void refuseUnread(HttpExchange exchange, EarlyRefusal refusal) {
        intake.abandonBody();
        exchange.endConnection();
        if (answering) {
            outbound.cut(); // the client has half of another answer already
        } else {
            exchange.fail(refusal.error(), refusal.status());
        }
    }

    /** Writes an answer and goes on with the next request. Late answers are dropped. */
    void answer(HttpExchange exchange, ByteBuf response) {
        if (!awaits(exchange)) {
            response.release();
            return;
        }
        current = null;
        intake.abandonBody();
        outbound.write(response);
        exchange.answered();
        // As long as it is writable nothing to speak of waits, and nobody would say when that has left.
        if (!unsent.set(channel.isWritable() ? 0 : outbound.pendingBytes())) {
            outbound.cut(); // all clients together do not take what they asked for
        } else if (exchange.keepAlive()) {
            enter(Phase.HEAD);
            intake.resume();
        } else {
            end(phase != Phase.ANSWER);
        }
    }

    /** Ends the connection after what was written, and after the client noticed if it is still sending. */
    private void end(boolean stillSending) {
        enter(Phase.ENDING);
        current = null;
        intake.queue().clear();
        outbound.flush();
        if (stillSending) {
            outbound.stopSending();
            intake.queue().read();
        } else {
            outbound.closeAfterWrites();
        }
    }

    private void outOfTime() {
        HttpExchange exchange = current;
        if (phase == Phase.BODY && exchange != null) {
            refuseUnread(exchange, EarlyRefusal.timeout());
        } else {
            outbound.cut();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // A client that has just connected again is to be told to wait, not cut off: idle connections end last.
        boolean ends = (event == Shutdown.Notice.OVER && phase != Phase.ENDING)
                || (event == Shutdown.Notice.ANSWERED && phase == Phase.ANSWER);
        HttpExchange exchange = current;
        if (ends && exchange != null && answering) {
            outbound.cut(); // an answer that was begun cannot be taken back
        } else if (ends && exchange != null) {
            exchange.endConnection();
            exchange.fail(GatewayErrors.shuttingDown());
            outbound.flush();
        } else if (ends) {
            end(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timer.stop();
        current = null;
        unsent.set(0);
        intake.abandonBody();
        phase = Phase.ENDING;
        intake.queue().clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof NoRoomException)) {
            LastWords.say(LOG, "An HTTP connection failed", cause);
        }
        outbound.breakOff();
    }
}
