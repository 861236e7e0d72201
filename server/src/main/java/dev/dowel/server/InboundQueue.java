package dev.dowel.server;

import io.netty.channel.Channel;
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
    private final Queue<HttpObject> waiting = new ArrayDeque<>(4);
    private boolean queueing;
    private boolean bodyFull;

    InboundQueue(Channel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(HttpObject object) {
        waiting.add(object);
        queueing = true;
        apply();
    }

    HttpObject remove() {
        return waiting.remove();
    }

    /** Throws everything away. */
    void clear() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
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
