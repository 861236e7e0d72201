package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a client pipelined behind the request that is being answered. The socket is not read while anything is in here, so
 * it holds no more than one read brought. Event loop only.
 */
final class InboundQueue {

    private final Channel channel;
    private final Queue<HttpObject> waiting = new ArrayDeque<>(4);
    private boolean reading = true;

    InboundQueue(Channel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(HttpObject object) {
        waiting.add(object);
        if (reading) {
            reading = false;
            channel.config().setAutoRead(false);
        }
    }

    HttpObject remove() {
        return waiting.remove();
    }

    /** Throws everything away. */
    void clear() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    /** Reads the socket again, if it is not read. */
    void read() {
        if (!reading) {
            reading = true;
            channel.config().setAutoRead(true);
        }
    }
}
