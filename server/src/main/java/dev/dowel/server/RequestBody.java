package dev.dowel.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a raw request on its way from the event loop, which adds, to the one thread that reads it, which blocks. Thread
 * safe; the lock guards the queue and is held for a few instructions.
 *
 * <p>While more than a bound waits here, the socket is not read: whoever sends is slowed down to the reader's speed.
 */
final class RequestBody extends InputStream {

    /** Bytes that may wait before the socket is not read any more; below half of it, it is read again. */
    static final int HIGH_WATER = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final Runnable onDrained;
    private byte[] piece = {};
    private int position;
    private int waiting;
    private boolean full;
    private boolean ended;
    private @Nullable IOException failure;

    /**
     * An empty body.
     *
     * @param onDrained reads the socket again; on the reader's thread
     */
    RequestBody(Runnable onDrained) {
        this.onDrained = onDrained;
    }

    /** Adds bytes. Returns whether the socket must not be read for now. Event loop only. */
    boolean add(ByteBuf bytes) {
        lock.lock();
        try {
            if (!ended && bytes.isReadable()) {
                pieces.add(ByteBufUtil.getBytes(bytes));
                waiting += bytes.readableBytes();
                full |= waiting > HIGH_WATER; // until it was drained: only that reads the socket again
                changed.signal();
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** All of it has arrived. */
    void end() {
        finish(null);
    }

    /** The rest will not arrive. */
    void fail(IOException reason) {
        finish(reason);
    }

    private void finish(@Nullable IOException reason) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = reason;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        boolean drained;
        int count;
        lock.lock();
        try {
            if (!nextPiece()) {
                return -1;
            }
            count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, bytes, offset, count);
            position += count;
            waiting -= count;
            drained = full && waiting <= HIGH_WATER / 2;
            full &= !drained;
        } finally {
            lock.unlock();
        }
        if (drained) {
            onDrained.run();
        }
        return count;
    }

    /** Waits for bytes. False at the end. */
    private boolean nextPiece() throws IOException {
        try {
            while (position == piece.length) {
                byte[] next = pieces.poll();
                if (next != null) {
                    piece = next;
                    position = 0;
                } else if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                } else if (ended) {
                    return false;
                } else {
                    changed.await();
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The reader was interrupted.", e);
        }
    }
}
