package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/** Reads WebSocket frames, and counts what came of one that is not whole. Event loop only. */
final class FrameDecoder extends WebSocket13FrameDecoder {

    private final Backlog.Share share;

    FrameDecoder(WebSocketDecoderConfig config, Backlog backlog) {
        super(config);
        this.share = backlog.share();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int frames = out.size();
        super.decode(context, in, out);
        if (!share.set(out.size() > frames ? 0 : in.readableBytes())) {
            in.skipBytes(in.readableBytes());
            throw new NoRoomException();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        share.set(0);
    }
}
