package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An event loop goes on when there was no memory to look for ready sockets, or to log what failed. */
class EnduringLoopsTest {

    private final AtomicInteger looks = new AtomicInteger();

    /** Has no memory for its first looks. */
    private final class Starved implements IoHandler {
        private final IoHandler handler;

        Starved(ThreadAwareExecutor executor) {
            handler = NioIoHandler.newFactory().newHandler(executor);
        }

        @Override
        public void initialize() {
            handler.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            if (looks.incrementAndGet() <= 3) {
                throw new OutOfMemoryError("on purpose");
            }
            return handler.run(context);
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

    private static void assertGoesOn(EnduringLoops loops) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(loops.submit(() -> "ran").get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        }
        assertThat(loops.schedule(() -> "later", 1, TimeUnit.MILLISECONDS).get(60, TimeUnit.SECONDS))
                .isEqualTo("later");
    }

    private static void end(EnduringLoops loops) {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        assertThat(loops.isTerminated()).isTrue();
    }

    @Test
    void endOfMemoryDoesNotEndTheLoop() throws Exception {
        IoHandlerFactory starved = Starved::new;
        EnduringLoops loops = new EnduringLoops(1, "starved", starved);
        try {
            assertGoesOn(loops);
            assertThat(looks.get()).isGreaterThan(3);
        } finally {
            end(loops);
        }
    }

    @Test
    void aTaskWhoseFailureCannotBeLoggedDoesNotEndTheLoop() throws Exception {
        EnduringLoops loops = new EnduringLoops(1, "speechless", NioIoHandler.newFactory());
        try {
            loops.execute(() -> {
                throw new Unspeakable();
            });
            assertGoesOn(loops);
        } finally {
            end(loops);
        }
    }
}
