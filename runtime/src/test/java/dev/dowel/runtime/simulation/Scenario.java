package dev.dowel.runtime.simulation;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.SimulatedRuntimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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
    private final QueueAudit queueAudit;
    private final StringBuilder history = new StringBuilder();
    private final AtomicLong ids = new AtomicLong();
    private final boolean clockJumps;
    private final List<ActorDefinition<?>> first = List.of(
            ActorDefinition.of(Ledger.class, () -> new Ledger(newest(), witness())),
            ActorDefinition.of(Worker.class, () -> new Worker(newest(), witness())));
    private final List<ActorDefinition<?>> second = List.of(
            ActorDefinition.of(LedgerTwo.class, () -> new LedgerTwo(newest(), witness())),
            ActorDefinition.of(WorkerTwo.class, () -> new WorkerTwo(newest(), witness())));
    private @Nullable SimulatedMachine newest;
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
        this.queueAudit = new QueueAudit(chronicle, store, clockJumps);
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
        queueAudit.noteTried(machine);
        newest = machine;
        List<ActorDefinition<?>> definitions = newVersion == 1 ? first : second;
        return SimulatedRuntimes.start(definitions, store, machine.environment());
    }

    private Witness witness() {
        return witness;
    }

    /** The machine on which actors are created. */
    private SimulatedMachine newest() {
        return Objects.requireNonNull(newest);
    }

    private void live() {
        SimulatedMachine machine = machine();
        Life life = new Life(machine, random, store, chronicle, queueAudit, version < highestVersion);
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
        machine.drain();
        Client client = new Client(start(machine, highestVersion), machine, chronicle, () -> true);
        client.call("t", List.of(), "inventory"); // it is not woken for messages
        rest(machine);
        List<String> used = QueueWhims.KEYS.stream().filter(queueAudit::wasUsed).toList();
        Map<String, Call> workers = readAll(client, machine, used, "inventory");
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
        checkWorkers(workers, machine.wallMillis());
        audit.check(reports, queueAudit, machine.wallMillis());
    }

    private void checkWorkers(Map<String, Call> questions, long nowMillis) {
        Map<String, Worker.Report> reports = new LinkedHashMap<>();
        questions.forEach((key, call) -> {
            history.append(call).append('\n');
            if (call.inventory == null) {
                witness.accuse("Nobody knows " + key + ": " + call);
            } else {
                reports.put(key, call.inventory);
                chronicle.ids(key).add(call.inventory.actorId());
            }
        });
        queueAudit.check(reports, nowMillis);
    }

    /** Asks all ledgers at one time, so that nothing happens to one after it was asked. */
    static Map<String, Call> readAll(Client client, SimulatedMachine machine) {
        return readAll(client, machine, Whims.KEYS, "remembered");
    }

    private static Map<String, Call> readAll(
            Client client, SimulatedMachine machine, List<String> keys, String action) {
        Map<String, Call> questions = new LinkedHashMap<>();
        for (int attempt = 0; attempt < ATTEMPTS_TO_READ; attempt++) {
            keys.forEach(key -> questions.put(key, client.call(key, List.of(), action)));
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
