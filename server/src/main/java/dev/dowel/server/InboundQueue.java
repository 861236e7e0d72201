package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a client pipelined behind the request that is being answered, and whether the socket is read: not while anything is
 * in here, so that it holds no more than one read brought, and not while the reader of a body has enough. Event loop only.
 */
final class InboundQueue {

    private final Channel channel;
    private final Backlog.Share share;
    private final Queue<HttpObject> waiting = new ArrayDeque<>(4);
    private long bytes;
    private boolean queueing;
    private boolean bodyFull;

    InboundQueue(Channel channel, Backlog.Share share) {
        this.channel = channel;
        this.share = share;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Has something wait. False if all connections together have no room for it. */
    boolean add(HttpObject object) {
        waiting.add(object);
        queueing = true;
        apply();
        return count(size(object));
    }

    HttpObject remove() {
        HttpObject next = waiting.remove();
        count(-size(next));
        return next;
    }

    private boolean count(int more) {
        bytes += more;
        return share.set(bytes);
    }

    private static int size(HttpObject object) {
        return object instanceof HttpContent content ? content.content().readableBytes() : 0;
    }

    /** Throws everything away. */
    void clear() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        bytes = 0;
        share.set(0);
    }

    /** Nothing here is a reason any more not to read the socket. */
    void read() {
        queueing = false;
        apply();
    }

    /** Whether the reader of a body has enough for now. */
    void bodyFull(boolean full) {
        bodyFull = full;
        apply();
    }

    /** Whether the reader of a body has enough. */
    boolean isBodyFull() {
        return bodyFull;
    }

    /** Whether the socket is read. */
    boolean isReading() {
        return !queueing && !bodyFull;
    }

    private void apply() {
        boolean read = isReading();
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }
}
