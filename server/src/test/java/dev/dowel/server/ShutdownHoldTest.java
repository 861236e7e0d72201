package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that come back to a server that ends (protocol 4.5). */
class ShutdownHoldTest {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final AtomicLong now = new AtomicLong();
    private final Shutdown shutdown = new Shutdown(now::get);
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

    /** Published clients pause 250 ms after their second attempt and twice as long after each further one, 30 s at most. */
    @ParameterizedTest
    @CsvSource({"5, 3750, 4000", "9, 7750, 8000", "24, 15750, 16000"})
    void whoIsHeldPausesLongEnoughForTheNextProcess(int graceSeconds, long heldAfterMillis, long pauseMillis)
            throws InterruptedException {
        shutdown.begin(1, Duration.ofSeconds(graceSeconds));
        long pause = 250;
        int attempts = 1;
        comeBack();
        for (; refusedByNow() == attempts; attempts++) {
            now.addAndGet(Duration.ofMillis(pause).toNanos());
            pause *= 2;
            comeBack();
        }
        assertThat(Duration.ofNanos(now.get()).toMillis()).isEqualTo(heldAfterMillis);
        assertThat(pause).isEqualTo(pauseMillis);
    }

    @Test
    void defaultGraceLeavesSixteenSeconds() throws InterruptedException {
        Duration grace = GatewayLimits.DEFAULTS.reconnectGrace();
        shutdown.begin(2, grace);
        now.set(Duration.ofMillis(7_750 + 4_000).toNanos());
        comeBack();
        assertThat(refusedByNow()).as("the sixth attempt, also if it is late").isEqualTo(1);
        now.set(Duration.ofMillis(15_750).toNanos());
        comeBack();
        assertThat(refusedByNow()).as("the seventh attempt").isEqualTo(1);
    }

    @Test
    void whoIsHeldIsTurnedAwayWhenThePortIsClosed() throws InterruptedException {
        shutdown.begin(2, Duration.ofSeconds(2));
        now.set(Duration.ofSeconds(1).toNanos());
        comeBack();
        comeBack();
        assertThat(refusedByNow()).isZero();
        shutdown.awaitClients();
        shutdown.release();
        assertThat(refusedByNow()).isEqualTo(2);
        comeBack();
        assertThat(refusedByNow()).isEqualTo(3);
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
