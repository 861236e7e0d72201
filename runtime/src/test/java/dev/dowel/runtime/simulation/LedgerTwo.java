package dev.dowel.runtime.simulation;

import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Upgrade;

/** The next version of the ledger. Confined to its turn. */
@ActorType("ledger")
@ActorOptions(
        actionTimeoutMillis = 5_000,
        sleepTimeoutMillis = 2_000,
        sleepGracePeriodMillis = 1_500,
        canHibernateWebSocket = true)
final class LedgerTwo extends Ledger {

    LedgerTwo(SimulatedMachine machine, Witness witness) {
        super(machine, witness);
    }

    @Override
    int version() {
        return 2;
    }

    @Upgrade(from = 1)
    static LedgerState next(LedgerState old) {
        return old.upgraded();
    }
}
