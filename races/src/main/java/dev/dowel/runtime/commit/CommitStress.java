package dev.dowel.runtime.commit;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** No sealed turn is forgotten in the log, and whoever waits for the last is told once. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Both left, and the end was told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A turn was forgotten, or the end told wrongly.")
@State
public class CommitStress {

    private final OneActor actors = new OneActor();
    private final Gate one = actors.gate();
    private final Gate other = actors.gate();

    /** Plain: only the commit thread writes it. */
    private int left;

    private int settled;

    private Output output() {
        return OneActor.output(() -> left++);
    }

    @Actor
    public void one() {
        one.seal(new byte[1], false, false, List.of(output()));
        one.whenSettled(() -> settled++);
    }

    @Actor
    public void other() {
        other.seal(new byte[1], false, false, List.of(output()));
        actors.runCommits();
    }

    @Arbiter
    public void check(II_Result result) {
        actors.runCommits();
        result.r1 = left;
        result.r2 = settled;
    }
}
