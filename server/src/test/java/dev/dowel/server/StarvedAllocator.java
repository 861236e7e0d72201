package dev.dowel.server;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Has no memory while it is told so. One thread. */
final class StarvedAllocator extends AbstractByteBufAllocator {

    boolean starved;

    private ByteBufAllocator memory() {
        if (starved) {
            throw new OutOfMemoryError("expected by the test");
        }
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return memory().heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return memory().directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
