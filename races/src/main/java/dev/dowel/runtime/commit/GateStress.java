package dev.dowel.runtime.commit;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A turn that only reads leaves on its own thread, and still not before the one before it (G5). */
@JCStressTest
@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "In the order of the turns.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Outputs overtook or were lost.")
@State
public class GateStress {

    private final OneActor actor = new OneActor();
    private final Gate gate = actor.gate();

    /** Plain: each output sees what the one before wrote, or the order is lost. */
    private int left;

    private Output output(int turn) {
        return OneActor.output(() -> left = left * 10 + turn);
    }

    @Actor
    public void turns() {
        gate.seal(new byte[1], false, false, List.of(output(1)));
        gate.seal(null, false, false, List.of(output(2)));
        gate.seal(null, false, false, List.of(output(3)));
    }

    @Actor
    public void commits() {
        actor.runCommits();
    }

    @Arbiter
    public void check(I_Result result) {
        actor.runCommits();
        result.r1 = left;
    }
}
