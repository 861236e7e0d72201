package dev.dowel.runtime.turn;

import dev.dowel.runtime.failure.Failure;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A turn ends or expires, never both, and leaves no interrupt on its thread (G4). */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "It ended.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "It expired.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, neither, or an interrupt for a later turn.")
@State
public class ExpiryStress {

    private static final Failure LATE = Failure.of("actor", "action_timed_out", "late");

    private volatile Turn turn;
    private volatile int expired;

    @Actor
    public void run(III_Result result) {
        Turn mine = new Turn(0, 1, failure -> expired++, LATE, false, false, null, null);
        turn = mine;
        result.r1 = mine.sealPart() ? endPart(mine) : 0;
        mine.close();
        result.r2 = Thread.interrupted() ? 1 : 0;
    }

    private static int endPart(Turn turn) {
        turn.partSealed();
        return turn.end() ? 1 : 0;
    }

    @Actor
    public void expire(III_Result result) {
        Turn other = turn;
        if (other != null) {
            other.expire();
        }
        result.r3 = expired;
    }
}
