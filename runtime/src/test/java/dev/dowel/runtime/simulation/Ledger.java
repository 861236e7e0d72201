package dev.dowel.runtime.simulation;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An actor that remembers every operation that was applied to it, so that a test can compare what it remembers with what
 * it answered. Confined to its turn, which it checks itself.
 */
@ActorType("ledger")
@ActorOptions(actionTimeoutMillis = 5_000)
final class Ledger extends Actor<Ledger.State> {

    /**
     * What it remembers.
     *
     * @param ops in the order they were applied
     * @param sum of the ops, always: a state in which it is not was torn
     */
    record State(List<Long> ops, long sum) {
        State plus(long op) {
            List<Long> more = new ArrayList<>(ops);
            more.add(op);
            return new State(List.copyOf(more), sum + op);
        }
    }

    static final Event<Long> APPLIED = Event.of("applied", Long.class);

    private final SimulatedMachine machine;
    private final List<String> violations;
    private boolean inTurn;

    Ledger(SimulatedMachine machine, List<String> violations) {
        this.machine = machine;
        this.violations = violations;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of(), 0);
    }

    private void enter() {
        if (inTurn) {
            violations.add("G4: two turns of " + key() + " overlap");
        }
        inTurn = true;
    }

    private long apply(long op) {
        long position = update(state -> state.plus(op)).ops().size();
        broadcast(APPLIED, position);
        return position;
    }

    @Action
    public long add(long op) {
        enter();
        try {
            Thread.yield();
            long position = apply(op);
            Thread.yield();
            return position;
        } finally {
            inTurn = false;
        }
    }

    @Action
    public long addThenFail(long op, boolean expected) {
        enter();
        try {
            apply(op);
            Thread.yield();
            throw expected ? new UserError("refused", "as planned") : new IllegalStateException("secret detail");
        } finally {
            inTurn = false;
        }
    }

    @Action
    public long addForTooLong(long op) throws InterruptedException {
        enter();
        try {
            long position = apply(op);
            machine.sleep(Duration.ofMinutes(1));
            return position;
        } finally {
            inTurn = false;
        }
    }

    /** Applies one op before it waits and one after; the first stays even if the second fails. */
    @Action
    public long addAround(long first, long second, long millis) throws Exception {
        enter();
        apply(first);
        inTurn = false;
        await(() -> {
            machine.sleep(Duration.ofMillis(millis));
            return true;
        });
        enter();
        try {
            return apply(second);
        } finally {
            inTurn = false;
        }
    }

    /** Applies an op here that says the other ledger has one. */
    @Action
    public long copyFrom(String other, long theirs, long mine) {
        enter();
        try {
            actor(Ledger.class, other).call(Ledger::add, theirs);
            return apply(mine);
        } finally {
            inTurn = false;
        }
    }

    @ReadOnly
    @Action
    public State remembered() {
        return state();
    }
}
