package dev.dowel.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Closes a WebSocket that sends more frames than it may: {@code guard.rate_limit}. Stands between its decoder and the socket.
 * Event loop only.
 */
final class MessageRate extends ChannelInboundHandlerAdapter {

    private final WebSocketConnection socket;
    private final TokenBucket allowed;

    MessageRate(WebSocketConnection socket, TokenBucket allowed) {
        this.socket = socket;
        this.allowed = allowed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        boolean counts = !(frame instanceof CloseWebSocketFrame) && socket.isOpen();
        if (counts && !allowed.take(context.channel().eventLoop().ticker().nanoTime())) {
            ((WebSocketFrame) frame).release();
            socket.close(GatewayErrors.rateLimit("The socket sends messages too fast."));
        } else {
            context.fireChannelRead(frame);
        }
    }
}
