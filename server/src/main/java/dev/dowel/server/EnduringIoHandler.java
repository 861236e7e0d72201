package dev.dowel.server;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for sockets as another handler does, and survives the end of memory. Event loop only, except {@link #wakeup}.
 *
 * <p>Netty ends an event loop at any {@code Error} that comes from looking for ready sockets: all connections of that loop are
 * dead then, and so is every one that it would get. What was ready and not seen is still ready at the next look.
 */
final class EnduringIoHandler implements IoHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EnduringIoHandler.class);

    private final IoHandler handler;

    EnduringIoHandler(IoHandler handler) {
        this.handler = handler;
    }

    /** Makes handlers that endure of those that another factory makes. */
    static IoHandlerFactory factory(IoHandlerFactory handlers) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new EnduringIoHandler(handlers.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return handlers.isChangingThreadSupported();
            }
        };
    }

    @Override
    public void initialize() {
        handler.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        try {
            return handler.run(context);
        } catch (OutOfMemoryError e) {
            LastWords.say(LOG, "There was no memory to look for ready sockets; looking again", e);
            return 0;
        }
    }

    @Override
    public void prepareToDestroy() {
        handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
        handler.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return handler.register(handle);
    }

    @Override
    public void wakeup() {
        handler.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }
}
