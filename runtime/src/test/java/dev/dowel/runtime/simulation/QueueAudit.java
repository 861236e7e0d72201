package dev.dowel.runtime.simulation;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The comparison of what senders were told with what workers remember and the store holds. Test's thread only. */
final class QueueAudit {

    /** How much later than its time a message may be received; milliseconds. */
    private static final long PATIENCE = 90_000;

    /** Where a stored message has its number and its attempts. */
    private static final int SEQ_AT = 3;

    private static final int ATTEMPTS_AT = 35;

    private final Chronicle chronicle;
    private final Witness witness;
    private final boolean clockJumps;
    private final MemoryStore content;
    private final Identity identity;
    private final Map<String, List<WorkerState.Applied>> before = new HashMap<>();
    private final Map<String, Long> alarms = new HashMap<>();

    QueueAudit(Chronicle chronicle, ScriptedStore store, boolean clockJumps) {
        this.clockJumps = clockJumps;
        this.chronicle = chronicle;
        this.witness = chronicle.witness();
        this.content = store.content();
        this.identity = new Identity(chronicle, store);
    }

    /** Whether there is a worker with a key, or may be. */
    boolean wasUsed(String key) {
        return !chronicle.ids(key).isEmpty()
                || chronicle.messages().stream()
                        .anyMatch(message ->
                                message.key.equals(key) || message.job.other().equals(key));
    }

    /** The alarms there must be, as of the last check. */
    Map<String, Long> alarms() {
        return alarms;
    }

    private List<Entry> stored(String actorId, char area) {
        byte[] from = {(byte) area};
        byte[] to = {(byte) (area + 1)};
        return content.loadEntries(actorId, new EntryRange(ActorPart.QUEUE, from, to, Integer.MAX_VALUE, false));
    }

    /** When the messages that wait are due, in milliseconds since the epoch. */
    private SortedSet<Long> due(String actorId) {
        return stored(actorId, 'm').stream()
                .map(entry -> ByteBuffer.wrap(entry.key(), 1, 8).getLong() >> 12)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Before a server starts: what was being handled when the last one died was tried once more than its message says. */
    void noteTried(SimulatedMachine machine) {
        for (String key : QueueWhims.KEYS) {
            content.directory().find(address(key)).ifPresent(actor -> noteTried(machine, actor.id()));
        }
    }

    private void noteTried(SimulatedMachine machine, String id) {
        Map<Long, Integer> attempts = new HashMap<>();
        stored(id, 'm').forEach(entry -> {
            ByteBuffer message = ByteBuffer.wrap(entry.value());
            attempts.put(message.getLong(SEQ_AT), message.getInt(ATTEMPTS_AT));
        });
        for (Entry handled : stored(id, 'h')) {
            ByteBuffer numbers = ByteBuffer.wrap(handled.value());
            while (numbers.hasRemaining()) {
                long number = numbers.getLong();
                if (attempts.containsKey(number)) {
                    machine.tried(id, number, attempts.get(number) + 2);
                    witness.tally().handledAtCrash++;
                }
            }
        }
    }

    private static ActorAddress address(String key) {
        return new ActorAddress("default", "worker", ActorKey.of(key));
    }

    /** In quiet, a worker that receives by itself has received everything that is due. */
    void checkReceived(String key, long nowMillis) {
        content.directory().find(address(key)).ifPresent(actor -> checkReceived(key, actor.id(), nowMillis));
    }

    private void checkReceived(String key, String id, long nowMillis) {
        SortedSet<Long> due = due(id);
        if (!due.isEmpty() && due.first() < nowMillis - PATIENCE) {
            witness.accuse("Stuck: messages of " + key + " wait since " + due + ", it is " + nowMillis);
        }
    }

    /** In quiet, a worker that asks for nothing is not woken again and again for what is due. */
    void checkSettled(String key, long nowMillis) {
        content.directory().find(address(key)).ifPresent(actor -> {
            if (!content.loadEntries(actor.id(), EntryRange.all(ActorPart.SCHEDULE))
                    .isEmpty()) {
                return; // it may be awake because of them, and then nobody looks at its alarm
            }
            Set<Long> due = new TreeSet<>(due(actor.id()));
            for (Entry alarm : stored(actor.id(), 'a')) {
                long at = ByteBuffer.wrap(alarm.value()).getLong();
                if (!due.contains(at) || at < nowMillis - PATIENCE) {
                    witness.accuse("G6: " + key + " is to be woken at " + at + " but messages are due at " + due);
                }
            }
        });
    }

    /** Compares, when nothing happens any more. */
    void check(Map<String, Worker.Report> reports, long nowMillis) {
        alarms.clear();
        reports.forEach((key, report) -> {
            checkWorker(key, report);
            checkStore(key, report, nowMillis);
            new MessageAudit(chronicle, key, report, nowMillis - PATIENCE, clockJumps).check(reports);
        });
    }

    private void checkWorker(String key, Worker.Report report) {
        String id = report.actorId();
        WorkerState state = report.state();
        if (state.isTorn()) {
            witness.accuse("G2: the state of " + key + " is torn: " + state);
        }
        if (!Audit.startsWith(state.applied(), before.getOrDefault(id, List.of()))) {
            witness.accuse("G1: " + key + " forgot some of " + before.get(id) + ": " + state);
        }
        witness.tally().handled +=
                state.applied().size() - before.getOrDefault(id, List.of()).size();
        witness.tally().deadLetters += report.dead().size();
        before.put(id, state.applied());
        identity.check(key, id);
    }

    /** The queues hold what they say, and the alarm is set for it. */
    private void checkStore(String key, Worker.Report report, long nowMillis) {
        String id = report.actorId();
        checkReceived(key, id, nowMillis);
        SortedSet<Long> due = due(id);
        int messages = stored(id, 'm').size();
        if (messages != report.sizes()) {
            witness.accuse("G2: the queues of " + key + " have " + messages + " messages, it says " + report);
        }
        if (stored(id, 'd').size() != report.dead().size()
                || stored(id, 'c').size() != (report.dead().isEmpty() ? 0 : 1)) {
            witness.accuse("G2: " + key + " has other dead letters than it says: " + report);
        }
        if (!stored(id, 'h').isEmpty()) {
            witness.accuse("G2: " + key + " has noted messages that it does not handle: " + report);
        }
        if (stored(id, 'a').size() != (due.isEmpty() ? 0 : 1)) {
            witness.accuse("G6: the queues of " + key + " wait until " + due + " but their alarm says other");
        }
        Long first = due.isEmpty() ? null : due.first();
        Long next = report.nextDue();
        if (first != null || next != null) {
            alarms.put(id, first == null ? next : next == null ? first : Long.valueOf(Math.min(first, next)));
        }
        Set<String> areas = content.loadEntries(id, EntryRange.all(ActorPart.QUEUE)).stream()
                .map(entry -> String.valueOf((char) entry.key()[0]))
                .collect(Collectors.toSet());
        areas.removeAll(Set.of("a", "c", "d", "f", "k", "m", "t"));
        if (!areas.isEmpty()) {
            witness.accuse("The queues of " + key + " left something: " + areas);
        }
    }
}
