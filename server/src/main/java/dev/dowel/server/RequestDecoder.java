package dev.dowel.server;

import dev.dowel.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Reads HTTP/1.1 requests, and counts what came of a head that is not whole. Event loop only. */
final class RequestDecoder extends HttpRequestDecoder {

    /** What follows a malformed request is not kept, and must not count for more than a head. */
    private static final long LONGEST = Limits.REQUEST_LINE_BYTES + Limits.REQUEST_HEADERS_BYTES;

    private final Backlog.Share share;
    /** Bytes of whole header lines; what is behind them is still in the buffer. */
    private long unfinished;

    RequestDecoder(HttpDecoderConfig config, Backlog backlog) {
        super(config);
        this.share = backlog.share();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int objects = out.size();
        int before = in.readableBytes();
        super.decode(context, in, out);
        unfinished = out.size() > objects ? 0 : unfinished + before - in.readableBytes();
        long held = out.size() > objects ? 0 : Math.min(LONGEST, unfinished + in.readableBytes());
        if (!share.set(held)) {
            in.skipBytes(in.readableBytes());
            throw new NoRoomException();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        share.set(0);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        super.handlerRemoved0(context);
        share.set(0);
    }
}
