package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes WebSocket frames of a server: whole messages, not masked (RFC 6455 5.2). Static; any thread.
 */
final class WebSocketFrames {

    /** The longest head of a frame. */
    static final int HEAD_BYTES = 2 + Long.BYTES;

    private static final int FINAL = 0x80;
    private static final int TEXT = FINAL | 0x1;
    private static final int BINARY = FINAL | 0x2;
    private static final int CLOSE = FINAL | 0x8;
    private static final int PING = FINAL | 0x9;
    private static final int PONG = FINAL | 0xa;
    private static final int CONTROL_BYTES = 125;

    private WebSocketFrames() {}

    static ByteBuf message(ByteBufAllocator allocator, byte[] payload, boolean text) {
        return begin(allocator, text ? TEXT : BINARY, payload.length).writeBytes(payload);
    }

    /** Appends a message, of {@link #HEAD_BYTES} more than its payload at most. */
    static void append(ByteBuf frames, byte[] payload, boolean text) {
        head(frames, text ? TEXT : BINARY, payload.length).writeBytes(payload);
    }

    /** Asks whether anybody is there. */
    static ByteBuf ping(ByteBufAllocator allocator) {
        return begin(allocator, PING, 0);
    }

    /** Repeats the payload of a ping. */
    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        return begin(allocator, PONG, payload.readableBytes()).writeBytes(payload);
    }

    /** A close frame; the reason is cut to what fits. A negative code: one that says nothing. */
    static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        if (code < 0) {
            return begin(allocator, CLOSE, 0);
        }
        ByteBuffer bytes = ByteBuffer.allocate(CONTROL_BYTES - Short.BYTES);
        // The encoder stops before the first character that does not fit.
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        encoder.encode(CharBuffer.wrap(reason), bytes, true);
        bytes.flip();
        return begin(allocator, CLOSE, Short.BYTES + bytes.remaining())
                .writeShort(code)
                .writeBytes(bytes);
    }

    private static ByteBuf begin(ByteBufAllocator allocator, int first, int length) {
        return head(allocator.ioBuffer(HEAD_BYTES + length), first, length);
    }

    private static ByteBuf head(ByteBuf frame, int first, int length) {
        frame.writeByte(first);
        if (length <= CONTROL_BYTES) {
            frame.writeByte(length);
        } else if (length <= 0xffff) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        return frame;
    }
}
