package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;

/**
 * The writing side of one connection. Event loop only, except {@link #pendingBytes}.
 *
 * <p>Writes are not flushed, so that many share one system call; whoever began the work on the loop flushes at its end.
 * Failed writes need no listener: the channel closes, and that is noticed.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outbound {

    private final Channel channel;
    private boolean flushDue;

    Outbound(Channel channel) {
        this.channel = channel;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Writes a message, or several, and gives the buffer away. */
    void write(ByteBuf message) {
        channel.write(message, channel.voidPromise());
        flushDue = true;
    }

    /** The same, and runs something on the loop when it has left, or failed to. */
    void write(ByteBuf message, Runnable left) {
        channel.write(message).addListener(written -> left.run());
        flushDue = true;
    }

    /** Says that writes are about to happen. Returns whether nothing was waiting for a flush before. */
    boolean expectFlush() {
        boolean first = !flushDue;
        flushDue = true;
        return first;
    }

    /** Sends what was written, if anything was. */
    void flush() {
        if (flushDue) {
            flushDue = false;
            channel.flush();
        }
    }

    /** Bytes that were written and did not leave yet. Any thread. */
    long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** The same, to the byte: a large message leaves in many pieces. */
    long unsentBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }

    /** Closes when everything is sent. For clients that have nothing more to say. */
    void closeAfterWrites() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * Ends our direction when everything is sent. Closing a socket that has unread input resets it, and the client may never
     * see what was written last; so it gets some time to end its own direction, until the caller cuts it.
     */
    void stopSending() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    /** Closes at once. */
    void cut() {
        channel.close();
    }
}
