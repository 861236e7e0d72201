package dev.dowel.runtime.simulation;

import dev.dowel.protocol.Encoding;
import dev.dowel.runtime.ActorRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One life of a server, from its start to a crash or a clean end, with clients that do what they like. Test's thread only.
 */
final class Life {

    private static final Set<String> REASONS_OF_DRAIN =
            Set.of("ws.going_away", "guard.service_unavailable", "", "actor.state_version_unsupported");

    private static final double[] FAILING_READS = {0, 0.05, 0.3};

    /** How long one waits for an answer that must come. */
    private static final Duration QUESTION_PATIENCE = Duration.ofMinutes(2);

    /** Calls whose actor stops. */
    private static final Set<String> STOPS = Set.of("doze", "sleep", "reschedule", "end", "destroy");

    private final SimulatedMachine machine;
    private final Random random;
    private final ScriptedStore store;
    private final Chronicle chronicle;
    private final Witness witness;
    private final QueueAudit audit;
    private final boolean old;
    private final List<Wire> wires = new ArrayList<>();
    private final boolean faults;
    private final int drainAt;
    private final int killAt;
    private boolean diesSending;
    private @Nullable Client begun;
    private boolean clockJumps;
    private boolean crashed;
    private boolean draining;
    private boolean closed;
    private long wall;

    /**
     * A life that has not begun.
     *
     * @param old whether a newer version ran before
     */
    Life(
            SimulatedMachine machine,
            Random random,
            ScriptedStore store,
            Chronicle chronicle,
            QueueAudit audit,
            boolean old) {
        this.audit = audit;
        this.machine = machine;
        this.random = random;
        this.store = store;
        this.chronicle = chronicle;
        this.witness = chronicle.witness();
        this.old = old;
        this.faults = random.nextInt(3) == 0;
        store.script(
                faults ? 0.1 : 0,
                random.nextInt(3) == 0 ? 0.05 : 0,
                faults ? FAILING_READS[random.nextInt(FAILING_READS.length)] : 0,
                this::crash);
        int end = random.nextInt(8);
        this.drainAt = end < 3 ? random.nextInt(12) : -1;
        this.killAt = end == 3 ? random.nextInt(300) : -1;
        this.diesSending = end == 4;
        this.wall = machine.wallOffset();
    }

    private void crash() {
        crashed = true;
    }

    void begin(ActorRuntime runtime, boolean mayJump) {
        begun = new Client(runtime, machine, chronicle, this::isSeen);
        clockJumps = mayJump;
    }

    /** Whether clients see what is sent now: the process may die after any of several things that leave together. */
    private boolean isSeen() {
        if (diesSending && !crashed && random.nextInt(60) == 0) {
            crash();
        }
        return !crashed;
    }

    private Client client() {
        Client client = begun;
        if (client == null) {
            throw new IllegalStateException("Not begun");
        }
        return client;
    }

    private Post post() {
        return new Post(client(), machine, chronicle);
    }

    List<Call> calls() {
        return client().calls();
    }

    /** Lives. Returns how wrong the wall clock is at the end. */
    long run() {
        riot();
        diesSending = false;
        if (!crashed && !draining) {
            store.heal();
            Scenario.rest(machine, witness);
            beWell();
            if (random.nextBoolean()) {
                drain();
            }
        }
        if (!crashed) {
            Scenario.rest(machine, witness);
        }
        witness.tally().crashes += crashed ? 1 : 0;
        if (!crashed && draining) {
            checkDrained();
        }
        Set<String> stopRequests = calls().stream()
                .filter(call -> STOPS.stream().anyMatch(call.what::startsWith))
                .map(call -> call.ops.getFirst().key())
                .collect(Collectors.toSet());
        calls().forEach(call -> checkAnswer(call, stopRequests));
        return wall;
    }

    private void riot() {
        Whims whims = new Whims(random, chronicle, client(), post(), wires);
        int wanted = 10 + random.nextInt(20);
        for (int steps = 0; !crashed && wanted > 0; steps++) {
            if (steps == killAt) {
                crash();
            } else if (random.nextInt(8) == 0) {
                wanted--;
                if (wanted == drainAt) {
                    drain();
                }
                whims.act();
                mayJump();
            } else {
                machine.step(Long.MAX_VALUE);
            }
        }
    }

    private void mayJump() {
        if (clockJumps && random.nextInt(8) == 0) {
            wall = Duration.ofSeconds(random.nextInt(60)).toNanos();
            machine.setWall(wall);
            witness.tally().clockJumps++;
        }
    }

    private void drain() {
        draining = true;
        witness.tally().drains++;
        machine.environment().turnThreads().execute(() -> {
            client().runtime().close();
            closed = true;
            machine.serverStopped();
        });
    }

    private void checkDrained() {
        if (!closed) {
            witness.accuse("G12: the server did not stop");
        }
        for (Wire wire : wires) {
            if (wire.isOpen()) {
                witness.accuse("G12: a socket of " + wire.key + " was not told that the server stops");
            }
        }
        if (closed && !faults) {
            wires.stream()
                    .filter(wire -> wire.closeReason != null && !REASONS_OF_DRAIN.contains(wire.closeReason))
                    .filter(wire -> chronicle.destroyRequests(wire.key) == 0)
                    .forEach(wire -> witness.accuse("G12: a socket was told " + wire.closeReason));
        }
    }

    private void checkAnswer(Call call, Set<String> stopRequests) {
        if (call.answers == 0) {
            witness.tally().unanswered++;
            if (!crashed && !call.forgotten) {
                witness.accuse("No answer to " + call);
            }
        }
        boolean stopped = faults || draining || call.ops.stream().anyMatch(op -> stopRequests.contains(op.key()));
        if (!Errors.isExpected(call, faults, draining, old, stopped)) {
            witness.accuse("Not expected: " + call);
        }
    }

    /** With the faults off, everybody is served, and sockets that are open have missed nothing. */
    private void beWell() {
        Map<String, Call> pings = new LinkedHashMap<>();
        for (String key : Whims.KEYS) {
            long op = chronicle.nextOp();
            pings.put(key, client().call(key, Wire.op(key, op, Call.Fate.ATOMIC), "add", op));
        }
        List<Call> questions = askWorkers();
        List<Wire> open = wires.stream().filter(Wire::isOpen).toList();
        List<Call> overWires = new ArrayList<>();
        open.forEach(wire -> overWires.add(wire.add(chronicle.nextOp(), Call.Fate.ATOMIC)));
        Scenario.rest(machine, witness);
        Map<String, Call> reads = Scenario.readAll(client(), machine);
        pings.values().forEach(this::checkServed);
        overWires.forEach(this::checkServed);
        questions.forEach(this::checkServed);
        if (!old) {
            QueueWhims.RECEIVE_BY_THEMSELVES.forEach(key -> audit.checkReceived(key, machine.wallMillis()));
            audit.checkSettled("t", machine.wallMillis());
        }
        for (Wire wire : open) {
            Ledger.Report report = reads.get(wire.key).report;
            if (report != null) {
                wire.checkUpToDate(report.state(), report.actorId(), witness);
            }
        }
    }

    private List<Call> askWorkers() {
        List<Call> calls = new ArrayList<>();
        for (String key : QueueWhims.RECEIVE_BY_THEMSELVES) {
            if (!chronicle.ids(key).isEmpty()) {
                Message question = Message.plain(key, Worker.QUESTIONS.name(), Job.plain(chronicle.nextOp()));
                calls.add(post().send(question, null, Encoding.JSON, Optional.of(QUESTION_PATIENCE)));
            }
        }
        return calls;
    }

    private void checkServed(Call call) {
        boolean refused = old && call.errorCode().equals("actor.state_version_unsupported");
        boolean unanswered = call.isForWorker() && call.reply == null;
        if ((!call.succeeded() || unanswered) && !refused) {
            witness.accuse("Stuck: " + call + (call.forgotten ? ", whose socket closed" : ""));
        }
    }
}
