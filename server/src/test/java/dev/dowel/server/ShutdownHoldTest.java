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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void sixAttemptsForEachSocketAreTurnedAwayAtOnceAndTheNextOnesAreHeld() throws InterruptedException {
        shutdown.begin(2, GatewayLimits.DEFAULTS.reconnectGrace());
        for (int i = 0; i < 12; i++) {
            comeBack();
        }
        assertThat(refusedByNow()).isEqualTo(12);
        comeBack();
        comeBack();
        assertThat(refusedByNow()).isEqualTo(12);
        shutdown.awaitClients();
        shutdown.release();
        assertThat(refusedByNow()).isEqualTo(14);
    }

    /** Published clients pause 250 ms after their second attempt and twice as long after each further one, 30 s at most. */
    @ParameterizedTest
    @CsvSource({"9, 4000", "12, 8000", "24, 16000"})
    void whoIsHeldPausesLongEnoughForTheNextProcess(int graceSeconds, long pauseMillis) throws InterruptedException {
        shutdown.begin(1, Duration.ofSeconds(graceSeconds));
        int attempts = 0;
        while (refusedByNow() == attempts) {
            comeBack();
            attempts++;
        }
        int atOnce = attempts - 1;
        assertThat(250L << atOnce)
                .as("the pause after %s attempts and one that is held", atOnce)
                .isEqualTo(pauseMillis);
    }

    @Test
    void whoComesInTheLastThirdIsHeldUntilThePortIsClosed() throws InterruptedException {
        // So short that most of it is over, and long enough to be a grace.
        shutdown.begin(1, Duration.ofNanos(3));
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
