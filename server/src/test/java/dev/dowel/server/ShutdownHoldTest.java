package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come back to a server that ends (protocol 4.5). */
class ShutdownHoldTest {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final Shutdown shutdown = new Shutdown();
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void stop() {
        var _ = loops.shutdownGracefully();
    }

    private void comeBack() {
        shutdown.turnAway(loop, refused::incrementAndGet);
    }

    /** What is refused by the loop later is refused after this. */
    private int refusedByNow() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        loop.execute(passed::countDown);
        passed.await();
        return refused.get();
    }

    @Test
    void fourAttemptsForEachSocketAreTurnedAwayAtOnceAndTheNextOnesAreHeld() throws InterruptedException {
        shutdown.begin(2, Duration.ofSeconds(9));
        for (int i = 0; i < 8; i++) {
            comeBack();
        }
        assertThat(refusedByNow()).isEqualTo(8);
        comeBack();
        comeBack();
        assertThat(refusedByNow()).isEqualTo(8);
        shutdown.awaitClients();
        shutdown.release();
        assertThat(refusedByNow()).isEqualTo(10);
    }

    @Test
    void whoComesInTheSecondHalfIsHeldUntilThePortIsClosed() throws InterruptedException {
        // So short that the first half is over, and long enough to be a grace.
        shutdown.begin(1, Duration.ofNanos(2));
        comeBack();
        assertThat(refusedByNow()).isZero();
        shutdown.release();
        assertThat(refusedByNow()).isEqualTo(1);
        comeBack();
        assertThat(refusedByNow()).isEqualTo(2);
    }

    @Test
    void withoutGraceNobodyIsHeld() throws InterruptedException {
        shutdown.begin(1, Duration.ZERO);
        comeBack();
        assertThat(refusedByNow()).isEqualTo(1);
        shutdown.awaitClients();
    }

    @Test
    void theWaitEndsWithTheGraceIfSomebodyStaysAway() throws InterruptedException {
        Duration grace = Duration.ofMillis(50);
        long begin = System.nanoTime();
        shutdown.begin(2, grace);
        shutdown.awaitClients();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(grace.minusMillis(1));
    }
}
