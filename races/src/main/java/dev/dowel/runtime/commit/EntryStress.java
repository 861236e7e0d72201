package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.ActorPart;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A sealed write is seen by later turns at every step of its way into the store (G7). */
@JCStressTest
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "On its way, or in the store.")
@Outcome(expect = Expect.FORBIDDEN, desc = "In neither.")
@State
public class EntryStress {

    private static final byte[] KEY = {1};

    private final OneActor actor = new OneActor();
    private final Gate gate = actor.gate();

    public EntryStress() {
        gate.entries().put(ActorPart.KV, KEY, new byte[] {7});
        gate.seal(null, false, false, List.of());
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = gate.entries().get(ActorPart.KV, KEY).map(value -> (int) value[0]).orElse(-1);
    }

    @Actor
    public void commit() {
        actor.runCommits();
    }
}
