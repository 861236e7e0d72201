package dev.dowel.runtime.activation;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A touch that meets the end of the idle time: the clock goes on. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "One timer is set.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The actor never sleeps, or the timers grow.")
@State
public class IdleStress {

    private final TimerSlot timers = new TimerSlot();
    private volatile long now;
    private final IdleClock clock = new IdleClock(timers, () -> now, Duration.ofNanos(10), this::idle);

    public IdleStress() {
        clock.touch();
        now = 10;
    }

    /** As an activation does it, which looks once more. */
    private void idle() {
        var _ = clock.isOver();
    }

    @Actor
    public void touches() {
        clock.touch();
    }

    @Actor
    public void fires() {
        timers.fire();
    }

    @Arbiter
    public void check(I_Result result) {
        result.r1 = timers.size();
    }
}
