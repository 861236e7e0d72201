package dev.dowel.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loops that survive the end of memory. Thread safe.
 *
 * <p>Netty ends a loop at any {@code Error} that comes from looking for ready sockets, and at any failure of a task that cannot be
 * logged, for want of memory, say: all connections of that loop are silent then, and so is every one that it would get. What was
 * ready and not seen is still ready at the next look.
 */
final class EnduringLoops extends MultiThreadIoEventLoopGroup {

    private static final Logger LOG = LoggerFactory.getLogger(EnduringLoops.class);

    /** So many loops, whose handlers need no initialisation. */
    EnduringLoops(int count, String name, IoHandlerFactory handlers) {
        super(count, new DefaultThreadFactory(name), handlers);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new Loop(this, executor, handlers);
    }

    private static final class Loop extends SingleThreadIoEventLoop {

        Loop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
            super(parent, executor, handlers);
        }

        @Override
        protected void run() {
            while (true) {
                try {
                    super.run();
                    return;
                } catch (RuntimeException | Error e) {
                    LastWords.say(LOG, "An event loop failed; it goes on", e);
                }
            }
        }
    }
}
