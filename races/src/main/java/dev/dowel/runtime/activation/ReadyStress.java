package dev.dowel.runtime.activation;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Work that begins to wait while the watch looks is looked at by the next look. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "It is looked at, and the watch rests.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It waits for ever, or the watch never rests.")
@State
public class ReadyStress {

    private final TimerSlot timers = new TimerSlot();
    private final ReadyWatch watch = new ReadyWatch(timers, () -> 0, Duration.ofNanos(30));
    private int seen;

    public ReadyStress() {
        watch.watch(before -> false);
    }

    @Actor
    public void comes() {
        watch.watch(before -> {
            seen++;
            return false;
        });
    }

    @Actor
    public void looks() {
        timers.fire();
    }

    @Arbiter
    public void check(II_Result result) {
        timers.fire();
        result.r1 = seen;
        result.r2 = timers.size();
    }
}
