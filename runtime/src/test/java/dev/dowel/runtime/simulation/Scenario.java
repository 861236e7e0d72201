package dev.dowel.runtime.simulation;

import dev.dowel.ActorDefinition;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.SimulatedRuntimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One seed: some lives of a server over one store, with clients that call, connect and leave at random, ended by crashes
 * or by quiet, and a comparison of what clients saw with what the ledgers remember. Test's thread only.
 */
final class Scenario {

    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final int LIVES = 4;
    private static final int STEPS_TO_QUIET = 200_000;

    /** What happened over all seeds, to see that the chaos was real. */
    static final class Tally {
        int seeds;
        int crashes;
        int acknowledged;
        int failedCommits;
        int timeouts;
        int unanswered;
        int events;

        @Override
        public String toString() {
            return seeds + " seeds, " + acknowledged + " acknowledged, " + unanswered + " unanswered, " + failedCommits
                    + " undone by failed commits, " + timeouts + " timed out, " + events + " events, " + crashes
                    + " crashes";
        }
    }

    /** An operation that another ledger must have. */
    private record Elsewhere(String key, long op) {}

    /** An operation a client asked for, and what must be true of it. */
    private record Asked(String key, long op, Client.Call call, boolean mustVanish, boolean mayStay) {}

    private final long seed;
    private final Tally tally;
    private final Random random;
    private final ScriptedStore store;
    private final List<String> violations = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Long, Elsewhere> mustAlsoHave = new HashMap<>();
    private final Map<String, Set<Long>> seenPositions = new HashMap<>();
    private final Map<String, Integer> remembered = new HashMap<>();
    private final StringBuilder history = new StringBuilder();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Client.Call, String> reads = new HashMap<>();
    private long nextOp;
    private long now;

    Scenario(long seed, Tally tally) {
        this.seed = seed;
        this.tally = tally;
        this.random = new Random(seed);
        this.store = new ScriptedStore(random);
    }

    /** Runs all lives and checks. Returns what happened, for comparison. */
    String run() {
        tally.seeds++;
        for (int life = 0; life < LIVES; life++) {
            live();
            check();
        }
        if (!violations.isEmpty()) {
            throw new AssertionError("Seed " + seed + ": " + String.join("\n", violations));
        }
        return history.toString();
    }

    private ActorRuntime start(SimulatedMachine machine) {
        return SimulatedRuntimes.start(
                List.of(ActorDefinition.of(Ledger.class, () -> new Ledger(machine, violations))),
                store,
                machine.environment());
    }

    private void live() {
        SimulatedMachine machine = new SimulatedMachine(random, now, ids);
        boolean[] crashed = {false};
        store.script(random.nextInt(3) == 0 ? 0.1 : 0, random.nextBoolean() ? 0.02 : 0, () -> crashed[0] = true);
        Client client = new Client(start(machine), () -> !crashed[0]);
        List<Client.Socket> sockets = new ArrayList<>();
        int wanted = 10 + random.nextInt(40);
        int steps = 0;
        while (!crashed[0]) {
            if (wanted > 0 && random.nextInt(4) == 0) {
                wanted--;
                act(client, sockets);
            } else if (!machine.step() && wanted == 0) {
                break;
            }
            if (wanted == 0 && ++steps > STEPS_TO_QUIET) {
                violations.add("Nothing came to rest");
                break;
            }
        }
        now = machine.now() + 1;
        tally.crashes += crashed[0] ? 1 : 0;
        settle(client, sockets, crashed[0]);
    }

    private void act(Client client, List<Client.Socket> sockets) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                long op = ++nextOp;
                ask(key, op, client.call(key, "add", op), false);
            }
            case 3 -> {
                long op = ++nextOp;
                ask(key, op, client.call(key, "addThenFail", op, random.nextBoolean()), true);
            }
            case 4 -> {
                long op = ++nextOp;
                ask(key, op, client.call(key, "addForTooLong", op), true);
            }
            case 5 -> {
                long first = ++nextOp;
                long second = ++nextOp;
                Client.Call call = client.call(key, "addAround", first, second, (long) random.nextInt(8_000));
                asked.add(new Asked(key, first, call, false, true));
                ask(key, second, call, false);
            }
            case 6 -> {
                String other = KEYS.get(random.nextInt(KEYS.size()));
                long theirs = ++nextOp;
                long mine = ++nextOp;
                mustAlsoHave.put(mine, new Elsewhere(other, theirs));
                Client.Call call = client.call(key, "copyFrom", other, theirs, mine);
                asked.add(new Asked(other, theirs, call, false, true));
                ask(key, mine, call, false);
            }
            case 7 -> reads.put(client.call(key, "remembered"), key);
            case 8 ->
                sockets.add(client.connect(
                        key,
                        Encoding.values()[random.nextInt(3)],
                        position -> seenPositions
                                .computeIfAbsent(key, k -> new LinkedHashSet<>())
                                .add(position)));
            default -> {
                if (!sockets.isEmpty()) {
                    Client.Socket socket = sockets.get(random.nextInt(sockets.size()));
                    if (!socket.closed && random.nextInt(10) == 0) {
                        socket.drop();
                    } else if (!socket.closed) {
                        long op = ++nextOp;
                        ask(socket.key, op, socket.add(op), false);
                    }
                }
            }
        }
    }

    private void ask(String key, long op, Client.Call call, boolean mustVanish) {
        asked.add(new Asked(key, op, call, mustVanish, false));
    }

    /** What must hold of a life as clients saw it. */
    private void settle(Client client, List<Client.Socket> sockets, boolean crashed) {
        for (Client.Call call : client.calls()) {
            history.append(call.what)
                    .append(call.result != null ? " ok" : " " + call.error)
                    .append('\n');
            boolean overClosedSocket = call.what.contains("socket");
            if (call.answers > 1) {
                violations.add("Two answers to " + call.what);
            }
            if (call.answers == 0) {
                tally.unanswered++;
                if (!crashed && !overClosedSocket) {
                    violations.add("No answer to " + call.what);
                }
            }
            tally.acknowledged += call.result != null ? 1 : 0;
            ErrorBody error = call.error;
            if (error != null) {
                tally.failedCommits += error.code().equals("unavailable") ? 1 : 0;
                tally.timeouts += error.code().equals("action_timed_out") ? 1 : 0;
                if (error.message().contains("secret")) {
                    violations.add("G9: an internal message left");
                }
            }
        }
        for (Client.Socket socket : sockets) {
            tally.events += socket.events.size();
            for (int i = 1; i < socket.events.size(); i++) {
                if (socket.events.get(i) != socket.events.get(i - 1) + 1) {
                    violations.add("G5: events of " + socket.key + " with a gap or out of order: " + socket.events);
                    break;
                }
            }
            for (int i = 1; i < socket.results.size(); i++) {
                if (socket.results.get(i) <= socket.results.get(i - 1)) {
                    violations.add("G5: calls of one connection out of order: " + socket.results);
                    break;
                }
            }
            if (!crashed && !socket.closed && !socket.connected) {
                violations.add("A socket was neither connected nor closed");
            }
        }
    }

    /** Starts once more without chaos and compares what the ledgers remember with what clients saw. */
    private void check() {
        SimulatedMachine machine = new SimulatedMachine(random, now, ids);
        store.script(0, 0, () -> {});
        Client client = new Client(start(machine), () -> true);
        Map<String, Client.Call> questions = new HashMap<>();
        KEYS.forEach(key -> questions.put(key, client.call(key, "remembered")));
        while (machine.step()) {
            // until nothing happens any more
        }
        now = machine.now() + 1;
        Map<String, Set<Long>> all = new HashMap<>();
        questions.forEach((key, call) -> {
            Ledger.State state = call.resultAs(Ledger.State.class);
            history.append(key).append(state).append('\n');
            all.put(key, new HashSet<>(state.ops()));
            checkLedger(key, state);
        });
        reads.forEach((read, key) -> {
            if (read.result != null
                    && !all.get(key)
                            .containsAll(read.<Ledger.State>resultAs(Ledger.State.class)
                                    .ops())) {
                violations.add("G1: a read of " + key + " showed what was not stored");
            }
        });
        for (Asked ask : asked) {
            boolean there = all.getOrDefault(ask.key(), Set.of()).contains(ask.op());
            if (ask.call().result != null && !there) {
                violations.add("G1: acknowledged " + ask.op() + " is lost from " + ask.key() + ": " + ask.call().what);
            }
            if (there && (ask.mustVanish() || (ask.call().error != null && !ask.mayStay()))) {
                violations.add("G2: " + ask.op() + " of a failed turn stayed in " + ask.key() + ": " + ask.call().what);
            }
            Elsewhere also = mustAlsoHave.get(ask.op());
            if (there && also != null) {
                if (!all.getOrDefault(also.key(), Set.of()).contains(also.op())) {
                    violations.add("G1: " + ask.op() + " is stored but not " + also + ", whose result it saw");
                }
            }
        }
    }

    private void checkLedger(String key, Ledger.State state) {
        long sum = state.ops().stream().mapToLong(Long::longValue).sum();
        if (sum != state.sum()
                || new HashSet<>(state.ops()).size() != state.ops().size()) {
            violations.add("G2: the state of " + key + " is torn: " + state);
        }
        int before = remembered.getOrDefault(key, 0);
        if (state.ops().size() < before) {
            violations.add("G1: " + key + " forgot what it knew at the last restart");
        }
        remembered.put(key, state.ops().size());
        for (long position : seenPositions.getOrDefault(key, Set.of())) {
            if (position > state.ops().size()) {
                violations.add("G1: an event was seen of a turn that is not stored: " + key + " " + position);
            }
        }
    }
}
