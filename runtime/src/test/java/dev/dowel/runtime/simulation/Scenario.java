package dev.dowel.runtime.simulation;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.SimulatedRuntimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One seed: some lives of a server over one store, and a comparison after each of what clients saw with what the ledgers
 * remember. Test's thread only.
 */
final class Scenario {

    private static final int LIVES = 3;
    private static final int ATTEMPTS_TO_READ = 5;
    private static final int STEPS_TO_REST = 200_000;

    /** Neighbouring seeds of a {@link Random} begin alike. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final Random random;
    private final ScriptedStore store;
    private final Witness witness;
    private final Chronicle chronicle;
    private final Audit audit;
    private final StringBuilder history = new StringBuilder();
    private final AtomicLong ids = new AtomicLong();
    private final boolean clockJumps;
    private int version = 1;
    private int highestVersion = 1;
    private long now;
    private long wall;

    Scenario(long seed, Tally tally) {
        this.seed = seed;
        this.random = new Random(seed * SCATTER);
        this.store = new ScriptedStore(random);
        this.witness = new Witness(tally);
        this.chronicle = new Chronicle(witness);
        this.audit = new Audit(chronicle, store);
        this.clockJumps = random.nextInt(4) == 0;
    }

    /** Runs all lives and checks. Returns what happened, for comparison. */
    String run() {
        witness.tally().seeds++;
        for (int life = 0; life < LIVES && witness.violations().isEmpty(); life++) {
            switch (random.nextInt(4)) {
                case 0 -> version = 2;
                case 1 -> version = 1;
                default -> {
                    // the same server again
                }
            }
            witness.tally().upgrades += version > highestVersion ? 1 : 0;
            highestVersion = Math.max(highestVersion, version);
            live();
            check();
        }
        if (!witness.violations().isEmpty()) {
            throw new AssertionError("Seed " + seed + ": " + String.join("\n", witness.violations()));
        }
        return history.toString();
    }

    private SimulatedMachine machine() {
        SimulatedMachine machine = new SimulatedMachine(random, now, ids);
        machine.setWall(wall);
        machine.preempt();
        store.during(machine::meanwhile);
        return machine;
    }

    private ActorRuntime start(SimulatedMachine machine, int newVersion) {
        chronicle.runs(newVersion);
        ActorDefinition<?> definition = newVersion == 1
                ? ActorDefinition.of(Ledger.class, () -> new Ledger(machine, witness))
                : ActorDefinition.of(LedgerTwo.class, () -> new LedgerTwo(machine, witness));
        return SimulatedRuntimes.start(List.of(definition), store, machine.environment());
    }

    private void live() {
        SimulatedMachine machine = machine();
        Life life = new Life(machine, random, store, chronicle, version < highestVersion);
        life.begin(start(machine, version), clockJumps);
        wall = life.run();
        now = machine.now() + 1;
        life.calls().forEach(call -> history.append(call).append('\n'));
        chronicle.keep(life.calls());
    }

    /** Starts once more without chaos and compares what the ledgers remember with what clients saw. */
    private void check() {
        SimulatedMachine machine = machine();
        store.heal();
        Client client = new Client(start(machine, highestVersion), machine, chronicle, () -> true);
        rest(machine);
        Map<String, Call> questions = readAll(client, machine);
        now = machine.now() + 1;
        Map<String, Ledger.Report> reports = new LinkedHashMap<>();
        questions.forEach((key, call) -> {
            history.append(call).append('\n');
            if (call.report == null) {
                witness.accuse("Nobody remembers " + key + ": " + call);
            } else {
                reports.put(key, call.report);
                chronicle.ids(key).add(call.report.actorId());
            }
        });
        audit.check(reports, machine.wallMillis());
    }

    /** Asks all ledgers at one time, so that nothing happens to one after it was asked. */
    static Map<String, Call> readAll(Client client, SimulatedMachine machine) {
        Map<String, Call> questions = new LinkedHashMap<>();
        for (int attempt = 0; attempt < ATTEMPTS_TO_READ; attempt++) {
            Whims.KEYS.forEach(key -> questions.put(key, client.call(key, List.of(), "remembered")));
            machine.settle();
            if (questions.values().stream().allMatch(call -> call.answers > 0)) {
                break;
            }
            machine.advance(Duration.ofSeconds(2)); // one of them is going to sleep
        }
        return questions;
    }

    /** Runs until nothing happens any more for a long time. */
    private void rest(SimulatedMachine machine) {
        rest(machine, witness);
    }

    static void rest(SimulatedMachine machine, Witness witness) {
        long horizon = machine.now() + Duration.ofMinutes(3).toNanos();
        int steps = 0;
        while (machine.step(horizon)) {
            if (++steps > STEPS_TO_REST) {
                witness.accuse("Nothing came to rest");
                return;
            }
        }
    }
}
