package dev.dowel.runtime.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comparison of what clients were told with what the ledgers remember and the store holds. Test's thread only. */
final class Audit {

    /** How much later than its time a schedule may run; milliseconds. */
    private static final long PATIENCE = 90_000;

    private final Chronicle chronicle;
    private final Witness witness;
    private final ScriptedStore store;
    private final Identity identity;
    private final Map<String, List<Long>> before = new HashMap<>();

    Audit(Chronicle chronicle, ScriptedStore store) {
        this.chronicle = chronicle;
        this.witness = chronicle.witness();
        this.store = store;
        this.identity = new Identity(chronicle, store);
    }

    /** Compares, when nothing happens any more. */
    void check(Map<String, Ledger.Report> reports, QueueAudit queues, long nowMillis) {
        reports.forEach((key, report) -> {
            checkLedger(key, report);
            if (report.state().isLate(nowMillis - PATIENCE)) {
                witness.accuse("G6: schedules of " + key + " never ran: " + report);
            }
        });
        checkAlarms(reports.values(), queues.alarms());
        for (Call call : chronicle.calls()) {
            call.ops.forEach(op -> {
                Ledger.Report report = reports.get(op.key());
                if (report != null) {
                    checkOp(call, op, report);
                }
            });
            checkReading(call, reports);
        }
    }

    /** There is one alarm for every actor with schedules, when the first of them is due, one for those with queues, and no other. */
    private void checkAlarms(Collection<Ledger.Report> reports, Map<String, Long> ofWorkers) {
        Map<String, Long> expected = new HashMap<>(ofWorkers);
        reports.forEach(report -> {
            if (report.nextDue() != null) {
                expected.put(report.actorId(), report.nextDue());
            }
        });
        Map<String, Long> stored = new HashMap<>();
        store.alarms(null, Long.MAX_VALUE, 1_000).forEach(alarm -> stored.put(alarm.actorId(), alarm.dueAt()));
        if (!stored.equals(expected)) {
            witness.accuse("G6, G8: the store has the alarms " + stored + " and not " + expected);
        }
    }

    private void checkLedger(String key, Ledger.Report report) {
        String id = report.actorId();
        LedgerState state = report.state();
        if (state.isTorn()) {
            witness.accuse("G2: the state of " + key + " is torn: " + state);
        }
        List<Long> known = before.getOrDefault(id, List.of());
        if (!startsWith(state.ops(), known)) {
            witness.accuse("G1: " + key + " forgot some of " + known + ": " + state);
        }
        before.put(id, state.ops());
        chronicle.events(id).forEach((position, op) -> {
            if (position > state.ops().size()
                    || !state.ops().get((int) (position - 1)).equals(op)) {
                witness.accuse("G5: an event was seen of a turn that is not stored: " + position + " " + op);
            }
        });
        identity.check(key, id);
    }

    static boolean startsWith(List<?> longer, List<?> shorter) {
        return longer.size() >= shorter.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private void checkOp(Call call, Call.Op op, Ledger.Report report) {
        List<Long> ops = report.state().ops();
        int position = ops.indexOf(op.number());
        boolean there = position >= 0;
        boolean planned = report.state().isPlanned(op.number());
        Ledger.Receipt receipt = call.receipt;
        boolean same = receipt != null && receipt.actorId().equals(report.actorId());
        boolean due = switch (op.fate()) {
            case ATOMIC, KEPT -> same && !there;
            case PLANNED -> same && !planned;
            case VANISHES, OPEN -> false;
        };
        if (due) {
            witness.accuse("G1: " + op + " is lost from " + report + ": " + call);
        }
        boolean failed = call.error != null || (receipt != null && !same);
        boolean wrong = switch (op.fate()) {
            case ATOMIC -> failed && there;
            case PLANNED -> failed && (there || planned);
            case VANISHES -> there;
            case KEPT, OPEN -> false;
        };
        if (wrong) {
            witness.accuse("G2: " + op + " of a failed turn is in " + report + ": " + call);
        }
        boolean last = op.equals(call.ops.getLast()) && op.fate() == Call.Fate.ATOMIC;
        if (same && there && last && receipt.position() != position + 1) {
            witness.accuse("G1: " + op + " moved to " + position + ": " + call);
        }
    }

    private void checkReading(Call call, Map<String, Ledger.Report> reports) {
        Ledger.Report read = call.report;
        Long cancelled = call.number;
        for (Ledger.Report report : reports.values()) {
            if (read != null
                    && read.actorId().equals(report.actorId())
                    && !startsWith(report.state().ops(), read.state().ops())) {
                witness.accuse("G1: a read showed what is not stored: " + call + " but " + report);
            }
            if (cancelled != null
                    && report.state().isPlanned(cancelled)
                    && !report.state().cancelled().contains(cancelled)) {
                witness.accuse("G1: a cancellation is lost: " + call + " but " + report);
            }
        }
        if (call.what.startsWith("copyFrom") && call.receipt != null) {
            Call.Op theirs = call.ops.getFirst();
            Ledger.Report other = reports.get(theirs.key());
            if (other != null
                    && chronicle.destroyRequests(theirs.key()) == 0
                    && !other.state().ops().contains(theirs.number())) {
                witness.accuse("G1: " + call + " is answered but " + theirs + " is lost");
            }
        }
    }
}
