package dev.dowel.runtime.activation;

import dev.dowel.races.Interleavings;
import dev.dowel.races.TimersByHand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An actor that was touched is looked at again, and one that stopped leaves no timer behind. */
class IdleClockRaceTest {

    /** As an activation does it: when the idle time seems over, it looks once more. */
    private static final class Sleeper {
        private final TimersByHand timers = new TimersByHand();
        private final IdleClock clock = new IdleClock(timers, timers::now, Duration.ofNanos(10), this::idle);
        private volatile int slept;

        private void idle() {
            if (clock.isOver()) {
                slept++;
            }
        }
    }

    @Test
    void touchThatMeetsTheTimerSetsTheClockAgain() {
        Interleavings.tryAll(threads -> {
            Sleeper sleeper = new Sleeper();
            sleeper.clock.touch();
            sleeper.timers.advanceTo(10);
            threads.execute(sleeper.timers::fireDue);
            sleeper.clock.touch();
            threads.join();
            Interleavings.require(sleeper.timers.size() == 1, "the clock goes on after a touch");
            sleeper.timers.advanceTo(40);
            sleeper.timers.fireDue();
            Interleavings.require(sleeper.slept >= 1, "and its end is noticed");
        });
    }

    @Test
    void clockThatIsStoppedWhileItIsSetLeavesNoTimer() {
        Interleavings.tryAll(threads -> {
            Sleeper sleeper = new Sleeper();
            threads.execute(sleeper.clock::touch);
            sleeper.clock.stop();
            threads.join();
            Interleavings.require(sleeper.timers.size() == 0, "no timer is left");
        });
    }
}
