package dev.dowel.server;

import dev.dowel.protocol.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes accepted sockets into HTTP connections, as long as there are not too many. Thread safe. */
@Sharable
final class ConnectionSetup extends ChannelInitializer<Channel> {

    /** Bodies up to the limit of actions arrive in few pieces. */
    private static final int CHUNK_BYTES = Limits.INCOMING_MESSAGE_BYTES;

    private static final HttpDecoderConfig DECODER = new HttpDecoderConfig()
            .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
            .setMaxHeaderSize(Limits.REQUEST_HEADERS_BYTES)
            .setMaxChunkSize(CHUNK_BYTES);

    private final Gateway gateway;
    private final ConnectionCount count;
    private final @Nullable ByteCounter bytes;
    private final Map<EventLoop, LoopOutbox> outboxes = new ConcurrentHashMap<>();

    ConnectionSetup(Gateway gateway) {
        this.gateway = gateway;
        this.count = new ConnectionCount(gateway.limits(), ConnectionCount.descriptorsOfProcess());
        this.bytes = gateway.isHeard() ? new ByteCounter(gateway.listener()) : null;
    }

    @Override
    protected void initChannel(Channel channel) {
        ConnectionCount.Admission admission = count.opened();
        ServerListener listener = gateway.listener();
        listener.connectionOpened();
        channel.closeFuture().addListener(closed -> {
            count.closed();
            listener.connectionClosed();
        });
        if (admission != ConnectionCount.Admission.SERVED) {
            listener.connectionRefused();
        }
        switch (admission) {
            case SERVED -> serve(channel, false);
            case SHED -> serve(channel, true);
            case CUT -> new Outbound(channel).cut();
        }
    }

    private void serve(Channel channel, boolean shed) {
        LoopOutbox outbox = outboxes.computeIfAbsent(channel.eventLoop(), LoopOutbox::new);
        gateway.connections().add(channel);
        if (bytes != null) {
            channel.pipeline().addLast(bytes);
        }
        channel.pipeline()
                .addLast(
                        new RequestDecoder(DECODER, gateway.arriving()),
                        new HttpConnection(gateway, channel, outbox, shed));
    }
}
