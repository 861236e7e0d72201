package dev.dowel.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/** Native objects, closed in the reverse of the order in which they were made. Confined to who opens and closes a database. */
final class NativeHandles implements AutoCloseable {

    private final Deque<AbstractNativeReference> handles = new ArrayDeque<>();

    <T extends AbstractNativeReference> T own(T handle) {
        handles.push(handle);
        return handle;
    }

    @Override
    public void close() {
        while (!handles.isEmpty()) {
            handles.pop().close();
        }
    }
}
