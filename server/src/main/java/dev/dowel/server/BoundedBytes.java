package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;

/**
 * A body or message as it arrives, in one piece mostly. Keeps nothing once it is beyond its limit, but counts on. Event
 * loop only.
 */
final class BoundedBytes {

    private static final byte[] EMPTY = {};

    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;
    private long arrived;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    /** Takes the next piece. */
    void add(ByteBuf piece) {
        int size = piece.readableBytes();
        if (size == 0) {
            return;
        }
        arrived += size;
        if (arrived > limit) {
            bytes = EMPTY;
            length = 0;
        } else if (length == 0) {
            bytes = ByteBufUtil.getBytes(piece);
            length = size;
        } else {
            append(piece, size);
        }
    }

    /** Counts a piece without keeping it. */
    void count(ByteBuf piece) {
        arrived += piece.readableBytes();
    }

    private void append(ByteBuf piece, int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + size, 2 * bytes.length)));
        }
        piece.getBytes(piece.readerIndex(), bytes, length, size);
        length += size;
    }

    /** How much memory it takes. */
    int held() {
        return bytes.length;
    }

    /** How many bytes came, kept or not. */
    long arrived() {
        return arrived;
    }

    boolean isBeyondLimit() {
        return arrived > limit;
    }

    int limit() {
        return limit;
    }

    /** What was kept: all of it, if it is not beyond the limit. */
    byte[] bytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
