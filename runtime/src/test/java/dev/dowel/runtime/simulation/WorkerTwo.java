package dev.dowel.runtime.simulation;

import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Upgrade;

/** The next version of the worker. Confined to its turn. */
@ActorType("worker")
@ActorOptions(
        actionTimeoutMillis = 5_000,
        sleepTimeoutMillis = 2_000,
        sleepGracePeriodMillis = 1_500,
        stateSaveIntervalMillis = 4_000,
        maxQueueSize = Worker.ROOM)
final class WorkerTwo extends Worker {

    WorkerTwo(SimulatedMachine machine, Witness witness) {
        super(machine, witness);
    }

    @Override
    int version() {
        return 2;
    }

    @Upgrade(from = 1)
    static WorkerState next(WorkerState old) {
        return old.upgraded();
    }
}
