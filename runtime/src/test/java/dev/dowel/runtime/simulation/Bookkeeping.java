package dev.dowel.runtime.simulation;

import dev.dowel.Actor;
import dev.dowel.Connection;
import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import dev.dowel.ScheduledAction;
import java.util.List;
import java.util.Optional;

/**
 * An actor that writes every operation into its state and into its key-value store. Confined to its turn, which it checks
 * itself.
 *
 * <p>Whenever it looks, its state, its key-value store and its schedules must tell the same.
 */
abstract class Bookkeeping extends Actor<LedgerState> {

    private final SimulatedMachine machine;
    private final Witness witness;
    private boolean inTurn;
    private long wake;

    Bookkeeping(SimulatedMachine machine, Witness witness) {
        this.machine = machine;
        this.witness = witness;
    }

    final SimulatedMachine machine() {
        return machine;
    }

    final Witness witness() {
        return witness;
    }

    final void awoke() {
        checkServed();
        wake = ++witness.tally().wakes;
    }

    private void checkServed() {
        if (machine.isServerStopped()) {
            witness.accuse("G12: " + key() + " does something after its server stopped");
        }
    }

    final void beat() {
        checkServed();
        kv().putText("beats", Long.toString(update(LedgerState::beat).beats()));
    }

    final void leave() {
        inTurn = false;
    }

    final void enter() {
        checkServed();
        if (inTurn) {
            witness.accuse("G4: two turns of " + key() + " overlap");
        }
        inTurn = true;
    }

    /** Compares what the parts of the actor say. */
    final void compare(boolean schedulesToo) {
        List<Long> entries = kv().list(KeyRange.prefix("op:")).stream()
                .map(KeyValueStore.Entry::keyText)
                .map(text -> Long.parseLong(text.substring(3)))
                .toList();
        if (!entries.equals(state().ops().stream().sorted().toList())) {
            witness.accuse("G2: " + key() + " has entries " + entries + " and state " + state());
        }
        String newest =
                state().ops().isEmpty() ? "none" : state().ops().getLast().toString();
        if (!kv().getText("newest").orElse("none").equals(newest)) {
            witness.accuse("G2: the newest of " + key() + " is not of state " + state());
        }
        Optional<String> beats = kv().getText("beats");
        if (!beats.orElse("0").equals(Long.toString(state().beats()))) {
            witness.accuse("G2: " + key() + " has beats " + beats + " and state " + state());
        }
        if (schedulesToo) {
            List<String> pending =
                    schedule().list().stream().map(ScheduledAction::id).sorted().toList();
            if (!pending.equals(state().pending())) {
                witness.accuse("G6: " + key() + " has schedules " + pending + " and state " + state());
            }
        }
    }

    private long apply(long op) {
        compare(context().scheduledRun().isEmpty());
        Thread.yield();
        long position = update(state -> state.plus(op)).ops().size();
        kv().putText("op:%06d".formatted(op), Long.toString(position));
        kv().putText("newest", Long.toString(op));
        broadcast(Ledger.APPLIED, new Ledger.Applied(id(), position, op));
        Thread.yield();
        return position;
    }

    final long applyInTurn(long op) {
        enter();
        try {
            return apply(op);
        } finally {
            leave();
        }
    }

    final Ledger.Receipt receipt(long position) {
        Connection caller = connection();
        long own = caller.state(Long.class) + 1;
        caller.setState(own);
        return new Ledger.Receipt(id(), position, own, wake);
    }
}
