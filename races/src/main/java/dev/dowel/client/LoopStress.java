package dev.dowel.client;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Steps of a connection write plain fields: none is lost. */
@JCStressTest
@Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "One at a time.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Steps overlapped or were forgotten.")
@State
public class LoopStress {

    private final ConnectionLoop loop = new ConnectionLoop();
    private int ran;

    @Actor
    public void one() {
        loop.execute(() -> ran++);
        loop.execute(() -> ran++);
    }

    @Actor
    public void other() {
        loop.execute(() -> ran++);
        loop.execute(() -> ran++);
    }

    @Arbiter
    public void check(I_Result result) {
        result.r1 = ran;
    }
}
