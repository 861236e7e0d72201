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

    /** Pings the client after some silence, and closes the socket after as much again. A socket that fails at it is ended. */
    void look(long now, long silence) {
        try {
            lookAt(now, silence);
        } catch (RuntimeException | Error e) {
            socket.failed(e);
        }
    }

    private void lookAt(long now, long silence) {
        boolean isRead = channel.config().isAutoRead();
        if (socket.outbound().isBroken()) {
            socket.outbound().breakOff(); // there was no memory for it before
        } else if (heard || !isRead) { // what is not read cannot be heard
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
