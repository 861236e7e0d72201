package dev.dowel.runtime.turn;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Tasks of one actor write plain fields: none is lost, and those of one sender run in order (G4, G5). Whoever finds the
 * mailbox empty runs it, so the token goes to and fro between both threads.
 */
@JCStressTest
@Outcome(id = "3, (123|132|312)", expect = Expect.ACCEPTABLE, desc = "One at a time, and in each sender's order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Tasks overlapped or overtook.")
@State
public class TokenStress {

    private final TurnToken token = new TurnToken(Runnable::run);
    private int ran;
    private int order;

    private void visit(int task) {
        ran++;
        order = order * 10 + task;
    }

    @Actor
    public void one() {
        token.enqueue(() -> visit(1));
        token.enqueue(() -> visit(2));
    }

    @Actor
    public void other() {
        token.enqueue(() -> visit(3));
    }

    @Arbiter
    public void check(II_Result result) {
        result.r1 = ran;
        result.r2 = order;
    }
}
