package dev.dowel.runtime.simulation;

import dev.dowel.Actor;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReceiver;
import dev.dowel.SendOptions;
import java.time.Duration;
import java.util.List;

/** How workers handle messages: each is written into the state, once. Confined to the actor's turn. */
abstract class Labour extends Actor<WorkerState> {

    private static final Duration LEASE = Duration.ofMillis(500);

    private final SimulatedMachine machine;
    private final Witness witness;
    private boolean inTurn;

    Labour(SimulatedMachine machine, Witness witness) {
        this.machine = machine;
        this.witness = witness;
    }

    final SimulatedMachine machine() {
        return machine;
    }

    final Witness witness() {
        return witness;
    }

    /** All three. */
    final QueueReceiver<QueueMessage<?, ?>> all() {
        return queues(Worker.JOBS, Worker.STRICT, Worker.QUESTIONS);
    }

    final void checkServed() {
        if (machine.isServerStopped()) {
            witness.accuse("G12: " + key() + " does something after its server stopped");
        }
    }

    final void handleAll(List<? extends QueueMessage<?, ?>> batch, boolean byRun, boolean slow) throws Exception {
        boolean others = slow;
        for (QueueMessage<?, ?> message : batch) {
            others |=
                    handle(message, byRun, others, true); // the pause for the next one seals what was done for this one
        }
    }

    /**
     * Handles a message as it wants to be handled. Whether others could go on meanwhile.
     *
     * @param byRun whether {@code run()} received it
     * @param slow whether others could go on since it was received
     * @param manual whether it has to be completed
     */
    final boolean handle(QueueMessage<?, ?> message, boolean byRun, boolean slow, boolean manual) throws Exception {
        Job job = (Job) message.body();
        long answer = ++witness.tally().received;
        checkServed();
        checkNew(job, message);
        boolean waits = false;
        switch (job.manner()) {
            case POSTPONED -> {
                if (!state().postponed().contains(job.number())) {
                    update(state -> state.postponed(job.number()));
                    message.giveBack(Duration.ofMillis(700));
                    return false;
                }
            }
            case UNWANTED -> {
                message.giveUp("unwanted");
                return false;
            }
            case SLOW -> {
                pause(Duration.ofMillis(400));
                waits = true;
            }
            case OVERDUE -> {
                if (message.attempt() > 1) {
                    witness.tally().leasesLost++;
                } else {
                    message.extend(LEASE);
                    pause(LEASE.multipliedBy(3));
                    waits = true;
                }
            }
            case FOLLOWED -> queue(Worker.JOBS).send(Job.plain(job.follower()));
            case FORWARDED ->
                actor(Worker.class, job.other())
                        .send(Worker.JOBS, Job.plain(job.follower()), SendOptions.once("follows " + job.number()));
            case PLAIN, FAILS_ONCE, FAILS_TWICE, FAILS_ALWAYS -> {
                // nothing before
            }
        }
        apply(new WorkerState.Applied(
                job.number(), message.attempt(), answer, machine.latestWallMillis(), byRun, slow || waits));
        if (message.attempt() <= job.manner().failures()) {
            throw new IllegalStateException("as planned");
        }
        complete(message, answer, manual);
        return waits;
    }

    @SuppressWarnings("unchecked") // only questions have answers
    private static void complete(QueueMessage<?, ?> message, long answer, boolean manual) {
        if (message.queue().equals(Worker.QUESTIONS.name())) {
            ((QueueMessage<Job, Long>) message).complete(answer);
        } else if (manual) {
            message.complete();
        }
    }

    private void checkNew(Job job, QueueMessage<?, ?> message) {
        if (message.attempt() < machine.leastAttempt(id(), message.id())) {
            witness.accuse("The attempt that ended with the process does not count: " + job + " of " + key());
        }
        if (state().position(job.number()) > 0) {
            witness.accuse("G2: " + key() + " received " + message.queue() + " " + job + " although it was handled: "
                    + state().applied());
        }
    }

    private void apply(WorkerState.Applied message) {
        enter();
        try {
            Thread.yield();
            update(state -> state.plus(message));
            kv().putText("newest", Long.toString(message.number()));
            Thread.yield();
        } finally {
            inTurn = false;
        }
    }

    private void enter() {
        if (inTurn) {
            witness.accuse("G4: two turns of " + key() + " overlap");
        }
        inTurn = true;
    }

    /** Compares what the parts of the actor say. */
    final void compare() {
        String newest = state().applied().isEmpty()
                ? "none"
                : Long.toString(state().applied().getLast().number());
        if (state().isTorn() || !kv().getText("newest").orElse("none").equals(newest)) {
            witness.accuse("G2: the state of " + key() + " is torn: " + state());
        }
    }
}
