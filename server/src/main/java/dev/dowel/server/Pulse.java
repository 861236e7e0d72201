package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Notes whether anything arrives on a WebSocket, before it is decoded: a client that takes minutes to send one frame cannot
 * answer a ping in between, but it lives. Event loop only.
 */
final class Pulse extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final WebSocketConnection socket;
    private boolean heard;
    private boolean pinged;
    private long since;

    Pulse(Channel channel, WebSocketConnection socket, long now) {
        this.channel = channel;
        this.socket = socket;
        this.since = now;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        heard = true;
        context.fireChannelRead(bytes);
    }

    /** Pings the client after some silence, and closes the socket after as much again. */
    void look(long now, long silence) {
        // What is not read cannot be heard.
        if (heard || !channel.config().isAutoRead()) {
            heard = false;
            pinged = false;
            since = now;
        } else if (now - since >= silence && socket.isOpen()) {
            if (pinged) {
                socket.close(GatewayErrors.silent());
            } else {
                pinged = true;
                since = now;
                socket.outbound().write(WebSocketFrames.ping(channel.alloc()));
                socket.outbound().flush();
            }
        }
    }
}
