package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of one connection. Event loop only, except {@link #pendingBytes}.
 *
 * <p>Writes are not flushed, so that many share one system call; whoever began the work on the loop flushes at its end.
 * Failed writes need no listener: the channel closes, and that is noticed.
 *
 * <p>Small messages are gathered in one buffer until then: copying a hundred bytes costs less than another entry in the
 * channel's queue and in the system call's list. They keep their order with everything else that is written.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outbound {

    /** The largest buffer in which messages are gathered. */
    private static final int GATHERED_BYTES = 16 * 1024;

    private static final int FIRST_GATHERED_BYTES = 256;

    private final Channel channel;
    private boolean flushDue;
    private boolean broken;
    private @Nullable ByteBuf gathered;

    /** Bytes in there that the channel does not count yet. Written by the loop. */
    private volatile int gatheredBytes;

    Outbound(Channel channel) {
        this.channel = channel;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Whether a message is so small that it is gathered with others. */
    static boolean isSmall(int bytes) {
        return bytes <= GATHERED_BYTES / 4;
    }

    /** A buffer to which a small message of up to so many bytes is appended, followed by {@link #gathered()}. */
    ByteBuf room(int bytes) {
        ByteBuf buffer = gathered;
        if (buffer != null && buffer.readableBytes() + bytes > GATHERED_BYTES) {
            passOn();
            buffer = null;
        }
        if (buffer == null) {
            buffer = channel.alloc().ioBuffer(Math.max(FIRST_GATHERED_BYTES, bytes), GATHERED_BYTES);
            gathered = buffer;
        }
        buffer.ensureWritable(bytes); // if there is no memory for it, nothing of the message may be in there
        return buffer;
    }

    /** A message was appended. */
    void gathered() {
        ByteBuf buffer = gathered;
        gatheredBytes = buffer == null ? 0 : buffer.readableBytes();
        flushDue = true;
    }

    /** Gives what was gathered to the channel. */
    private void passOn() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            gatheredBytes = 0; // counted by the channel from now on
            channel.write(buffer, channel.voidPromise());
        }
    }

    /** Writes a message, or several, and gives the buffer away. */
    void write(ByteBuf message) {
        passOn();
        channel.write(message, channel.voidPromise());
        flushDue = true;
    }

    /** The same, and runs something on the loop when it has left, or failed to. */
    void write(ByteBuf message, Runnable left) {
        passOn();
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
            passOn();
            channel.flush();
        }
    }

    /** Bytes that were written and did not leave yet. Any thread. */
    long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return gatheredBytes + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }

    /** The same, to the byte: a large message leaves in many pieces. */
    long unsentBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }

    /** Closes when everything is sent. For clients that have nothing more to say. */
    void closeAfterWrites() {
        passOn();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * Ends our direction when everything is sent. Closing a socket that has unread input resets it, and the client may never
     * see what was written last; so it gets some time to end its own direction, until the caller cuts it.
     */
    void stopSending() {
        passOn();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    /**
     * Something that had to be written was not: what follows must not be, either, and the client has to see an end. If there is
     * no memory even for that, whoever finds it broken later calls this again.
     */
    void breakOff() {
        broken = true;
        try {
            cut();
        } catch (RuntimeException | Error e) {
            // It is still broken.
        }
    }

    /** Whether something is missing in what was written. */
    boolean isBroken() {
        return broken;
    }

    /** Closes at once. */
    void cut() {
        channel.close();
    }
}
