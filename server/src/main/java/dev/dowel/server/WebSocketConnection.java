package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: messages in and out, pings, the closing handshake, and the bounds on what waits in either direction.
 * Event loop only.
 *
 * <p>A socket is never closed for being idle. When this side closes, the client has some time to answer.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter {

    static final int UNEXPECTED_CONDITION = 1011;

    /** What RFC 6455 7.4.1 calls a close without a code, and a socket that broke off. Never sent. */
    private static final int NO_STATUS = 1005;

    private static final int ABNORMAL = 1006;

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

    /** What a client that reads as it should may have waiting: the largest message. Not counted as a backlog. */
    private static final int ONE_MESSAGE = Limits.OUTGOING_MESSAGE_BYTES + 1024;

    private enum State {
        OPEN,
        /** This side said that it closes. */
        CLOSING,
        CLOSED
    }

    private final Channel channel;
    private final GatewayLimits limits;
    private final Outbound outbound;
    private final IncomingMessages incoming;
    private final Backlog.Share unsent;
    /** Written by the loop. */
    private volatile State state = State.OPEN;

    private boolean leaving;
    private @Nullable Future<?> timer;

    /**
     * Takes over a channel behind a frame decoder.
     *
     * @param arriving what all clients sent and nobody has handled
     * @param leaving what all clients were sent and did not take
     */
    WebSocketConnection(Channel channel, GatewayLimits limits, Backlog arriving, Backlog leaving) {
        this.channel = channel;
        this.limits = limits;
        this.outbound = new Outbound(channel);
        this.incoming = new IncomingMessages(channel, limits.outstandingCalls(), arriving);
        this.unsent = leaving.share();
    }

    /** Any thread may have it, only the loop may use it. */
    Outbound outbound() {
        return outbound;
    }

    /** Whether neither side closed it. Any thread. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Runs something when the channel has closed. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void whenGone(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** Gives messages to a receiver from now on. */
    void deliverTo(MessageReceiver newReceiver) {
        incoming.deliverTo(newReceiver);
    }

    /** Writes a message, without flushing. Ignored when the socket is not open. */
    void write(byte[] payload, boolean text) {
        if (state != State.OPEN) {
            return;
        }
        int bytes = WebSocketFrames.HEAD_BYTES + payload.length;
        if (Outbound.isSmall(bytes)) {
            WebSocketFrames.append(outbound.room(bytes), payload, text);
            outbound.gathered();
            closeIfSlow();
        } else {
            write(WebSocketFrames.message(outbound.allocator(), payload, text));
        }
        afterAnswer();
    }

    private void write(ByteBuf frame) {
        outbound.write(frame);
        closeIfSlow();
    }

    private void closeIfSlow() {
        long pending = outbound.pendingBytes();
        boolean hasRoom = unsent.set(pending > ONE_MESSAGE ? pending : 0);
        if (pending > limits.outboundBytes() || !hasRoom) {
            close(GatewayErrors.slowConsumer());
        }
    }

    private void afterAnswer() {
        if (!leaving) {
            incoming.resumeIfAnswered();
        } else if (incoming.pending() == 0) {
            close(GatewayErrors.goingAway());
        }
    }

    /** Closes with an error's group and code as the reason (protocol 4.1). */
    void close(ErrorBody error) {
        close(UNEXPECTED_CONDITION, error.group() + "." + error.code());
    }

    private void closeUnread(ErrorBody error) {
        closeUnread(UNEXPECTED_CONDITION, error.group() + "." + error.code());
    }

    /** Says that this side closes, and waits for the client to agree. Ignored when the socket is not open. */
    void close(int code, String reason) {
        close(code, reason, outbound::flush);
    }

    /** The same when the client's frames cannot be read any more, so that its answer will not be seen. */
    private void closeUnread(int code, String reason) {
        close(code, reason, outbound::stopSending);
    }

    private void close(int code, String reason, Runnable send) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        try {
            outbound.write(WebSocketFrames.close(outbound.allocator(), code, reason));
            incoming.stop(code, reason);
            after(limits.lingerTime().toNanos(), outbound::breakOff);
            channel.config().setAutoRead(true);
            send.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /**
     * A client must not wait for a socket that fails, so it closes. If there is no memory for that, or it failed while it
     * closed, it is cut.
     */
    void failed(Throwable cause) {
        LastWords.say(LOG, "A WebSocket failed", cause);
        boolean closes = state == State.OPEN;
        try {
            if (closes) {
                close(GatewayErrors.internal());
            }
        } catch (RuntimeException | Error e) {
            closes = false;
        }
        if (!closes) {
            outbound.breakOff();
        }
    }

    /** Ignores messages from now on and tells who received them so far that there are no more. */
    void stopDelivering(int code, String reason) {
        incoming.stop(code, reason);
    }

    /** Whether it is not read because too much waits for an answer. Any thread. */
    boolean isPaused() {
        return incoming.isPaused();
    }

    /** Something that waited was handled without an answer. */
    void handled() {
        afterAnswer();
    }

    /** Does something later unless the socket is gone by then. One thing at a time. */
    void after(long nanos, Runnable task) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = channel.eventLoop().schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** Nobody looks at what became of a task of the loop. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object object) {
        WebSocketFrame frame = (WebSocketFrame) object;
        try {
            switch (frame) {
                case CloseWebSocketFrame close -> closedByPeer(close);
                case PingWebSocketFrame ping
                when state == State.OPEN -> write(WebSocketFrames.pong(outbound.allocator(), ping.content()));
                case PingWebSocketFrame ping -> {}
                case PongWebSocketFrame pong -> {}
                default -> add(frame);
            }
        } finally {
            frame.release();
        }
    }

    private void add(WebSocketFrame fragment) {
        ErrorBody refusal = state == State.OPEN ? incoming.add(fragment) : null;
        if (refusal != null) {
            close(refusal);
        }
    }

    private void closedByPeer(CloseWebSocketFrame close) {
        if (state == State.CLOSING) {
            outbound.cut();
        } else if (state == State.OPEN) {
            closeBack(close);
        }
    }

    private void closeBack(CloseWebSocketFrame close) {
        incoming.deliverRest();
        if (state != State.OPEN) {
            outbound.closeAfterWrites(); // a message made this side close, too
        } else {
            state = State.CLOSED;
            outbound.write(WebSocketFrames.close(outbound.allocator(), close.statusCode(), close.reasonText()));
            outbound.closeAfterWrites();
            after(limits.lingerTime().toNanos(), outbound::breakOff);
            incoming.stop(close.statusCode() < 0 ? NO_STATUS : close.statusCode(), close.reasonText());
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
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof Shutdown.Notice notice) || state != State.OPEN) {
            return;
        }
        switch (notice) {
            case ANNOUNCED -> {
                leaving = true;
                incoming.pause();
                afterAnswer();
            }
            case ANSWERED, OVER -> close(GatewayErrors.goingAway());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.CLOSED;
        unsent.set(0);
        if (timer != null) {
            timer.cancel(false);
        }
        incoming.stop(ABNORMAL, "");
        outbound.flush(); // what was gathered is given back
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        try {
            caught(cause);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void caught(Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupt
            when corrupt.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
                closeUnread(UNEXPECTED_CONDITION, "message.incoming_too_long");
            case CorruptedWebSocketFrameException corrupt ->
                closeUnread(corrupt.closeStatus().code(), "ws.protocol_error");
            case NoRoomException full -> closeUnread(GatewayErrors.tooMuchArrives());
            case IOException broken -> outbound.cut();
            default -> failed(cause);
        }
    }
}
