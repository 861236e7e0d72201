package dev.dowel.runtime.containment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.runtime.environment.Carriers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** When the watch lets more carriers run, and when fewer again. In virtual time; {@link HeldTurnsTest} has real threads. */
class CarrierWatchTest {

    private static final int NORMAL = 2;

    /** Carriers that run the probe at once, or not at all. */
    private static final class ScriptedCarriers implements Carriers {
        private int width = NORMAL;
        private int nudges;

        @Override
        public int normal() {
            return NORMAL;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void width(int carriers) {
            width = carriers;
        }

        @Override
        public void nudge() {
            nudges++;
        }
    }

    private final ScriptedCarriers carriers = new ScriptedCarriers();
    private final Queue<Runnable> ticks = new ArrayDeque<>();
    private final Queue<Runnable> unrun = new ArrayDeque<>();
    private boolean held;
    private final Executor turnThreads = task -> {
        if (held) {
            unrun.add(task);
        } else {
            task.run();
        }
    };
    private final CarrierWatch watch = new CarrierWatch(
            carriers,
            (delay, task) -> {
                ticks.add(task);
                return () -> {};
            },
            turnThreads,
            new HeldTurns(System::nanoTime));

    private void startWork() {
        watch.watching(task -> {}).execute(() -> {});
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            Runnable tick = ticks.poll();
            assertThat(tick).as("tick %s of %s", i, times).isNotNull();
            tick.run();
            assertThat(ticks).hasSizeLessThanOrEqualTo(1);
        }
    }

    private void freeCarriers() {
        held = false;
        for (Runnable probe = unrun.poll(); probe != null; probe = unrun.poll()) {
            probe.run();
        }
    }

    @Test
    void withoutWorkNothingTicks() {
        assertThat(ticks).isEmpty();
        startWork();
        tick(1);
        assertThat(ticks).isEmpty();
        startWork();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void aProbeThatDoesNotRunWhileNoTurnMovesDoublesTheWidth() {
        held = true;
        startWork();
        tick(1 + CarrierWatch.LATE_TICKS - 1);
        assertThat(carriers.width).isEqualTo(NORMAL);
        tick(1);
        assertThat(carriers.width).isEqualTo(2 * NORMAL);
        assertThat(carriers.nudges).isEqualTo(1);
        tick(CarrierWatch.LATE_TICKS);
        assertThat(carriers.width).isEqualTo(4 * NORMAL);
    }

    @Test
    void aServerThatHasTooMuchToDoIsNoReason() {
        held = true;
        startWork();
        for (int i = 0; i < 100; i++) {
            watch.looked(true, List.of());
            tick(1);
        }
        assertThat(carriers.width).isEqualTo(NORMAL);
    }

    @Test
    void theWidthHasABound() {
        held = true;
        startWork();
        tick(1 + 20 * CarrierWatch.LATE_TICKS);
        assertThat(carriers.width).isEqualTo(CarrierWatch.MOST_CARRIERS);
        assertThat(carriers.nudges).isEqualTo(20);
    }

    @Test
    void afterAWhileOfCalmTheWidthIsNormalAndNothingTicks() {
        held = true;
        startWork();
        tick(1 + CarrierWatch.LATE_TICKS);
        freeCarriers();
        tick(CarrierWatch.CALM_TICKS - 1);
        assertThat(carriers.width).isEqualTo(2 * NORMAL);
        tick(1);
        assertThat(carriers.width).isEqualTo(NORMAL);
        tick(ticks.size());
        assertThat(ticks).isEmpty();
    }

    @Test
    void widthThatIsNeededAgainAtOnceIsKeptForLonger() {
        held = true;
        startWork();
        tick(1 + CarrierWatch.LATE_TICKS);
        freeCarriers();
        tick(CarrierWatch.CALM_TICKS);
        assertThat(carriers.width).isEqualTo(NORMAL);
        held = true;
        startWork();
        tick(1 + CarrierWatch.LATE_TICKS);
        assertThat(carriers.width).isEqualTo(2 * NORMAL);
        freeCarriers();
        tick(CarrierWatch.CALM_TICKS);
        assertThat(carriers.width).isEqualTo(2 * NORMAL);
        tick(CarrierWatch.CALM_TICKS);
        assertThat(carriers.width).isEqualTo(NORMAL);
    }

    @Test
    void closingRestoresTheWidth() {
        held = true;
        startWork();
        tick(1 + CarrierWatch.LATE_TICKS);
        watch.close();
        assertThat(carriers.width).isEqualTo(NORMAL);
    }
}
