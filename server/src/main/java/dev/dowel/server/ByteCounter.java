package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts what goes in and out of connections, for a listener; not in the pipeline without one. Event loops only. */
@Sharable
final class ByteCounter extends ChannelDuplexHandler {

    private final ServerListener listener;

    ByteCounter(ServerListener listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            listener.bytesReceived(bytes.readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise is the caller's
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            listener.bytesSent(bytes.readableBytes());
        }
        context.write(message, promise);
    }
}
