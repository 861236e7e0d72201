package dev.dowel.runtime.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What all clients of one store were told over all lives of its server, judged as it comes in. Test's thread only. */
final class Chronicle {

    private final Witness witness;
    private final List<Call> calls = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Integer> gone = new HashMap<>();
    private final Map<String, Set<String>> ids = new LinkedHashMap<>();
    private final Map<String, Integer> destroyRequests = new HashMap<>();
    private final Map<String, TreeMap<Long, Long>> events = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private int answers;
    private long lastOp;
    private int version = 1;

    Chronicle(Witness witness) {
        this.witness = witness;
    }

    Witness witness() {
        return witness;
    }

    /** How many answers there were. */
    int answers() {
        return answers;
    }

    List<Call> calls() {
        return calls;
    }

    /** Every message anybody tried to send. */
    List<Message> messages() {
        return messages;
    }

    long nextOp() {
        return ++lastOp;
    }

    /** A server of this version runs from here on. */
    void runs(int newVersion) {
        version = newVersion;
    }

    /** Somebody asks for the end of an actor with that key. */
    void destroyRequested(String key) {
        destroyRequests.merge(key, 1, Integer::sum);
    }

    int destroyRequests(String key) {
        return destroyRequests.getOrDefault(key, 0);
    }

    /** The ids that actors of a key were seen to have. */
    Set<String> ids(String key) {
        return ids.computeIfAbsent(key, k -> new LinkedHashSet<>());
    }

    boolean isGone(String id) {
        return gone.containsKey(id);
    }

    /** The ops that events told of, by position. */
    Map<Long, Long> events(String id) {
        return events.getOrDefault(id, new TreeMap<>());
    }

    /** An answer arrived. */
    void answered(Call call) {
        call.answeredAt = ++answers;
        if (call.answers > 1) {
            witness.accuse("Two answers to " + call);
        }
        count(call);
        String id = call.actorId();
        if (call.target != null && id != null && !id.equals(call.target)) {
            witness.accuse("G8: another actor answered: " + call);
        }
        if (id != null
                && isGone(id)
                && gone.get(id) <= call.begun
                && !call.errorCode().equals("actor.not_found")) {
            if (call.succeeded() || !Errors.isTransient(call.errorCode())) {
                witness.accuse("G8: a destroyed actor answered " + call);
            }
        }
        if (id == null || !call.succeeded()) {
            return;
        }
        if (!call.ops.isEmpty()) {
            ids(call.ops.getLast().key()).add(id);
        }
        if (call.what.startsWith("end") || call.what.startsWith("destroy")) {
            gone.putIfAbsent(id, answers);
            witness.tally().destroys++;
        } else if (versions.merge(id, version, Math::max) > version && !call.what.startsWith("sleep")) {
            witness.accuse("An old version ran a state of a newer one: " + call);
        }
    }

    private void count(Call call) {
        Tally tally = witness.tally();
        tally.acknowledged += call.succeeded() ? 1 : 0;
        tally.cancelled += call.number != null && call.number > 0 ? 1 : 0;
        tally.undone += call.errorCode().equals("store.unavailable") ? 1 : 0;
        tally.timeouts += call.errorCode().equals("actor.action_timed_out") ? 1 : 0;
        tally.refusedVersions += call.errorCode().equals("actor.state_version_unsupported") ? 1 : 0;
        if (call.error != null && call.error.message().contains("secret")) {
            witness.accuse("G9: an internal message left");
        }
    }

    /** A socket got an answer to what it asked for. */
    void own(Call call, List<Ledger.Receipt> earlier) {
        Ledger.Receipt receipt = call.receipt;
        if (receipt == null) {
            return;
        }
        if (receipt.own() != earlier.size() + 1) {
            witness.accuse("G7: the state of a connection is not what it was: " + call + " after " + earlier);
        }
        if (!earlier.isEmpty()) {
            if (receipt.position() < earlier.getLast().position()) {
                witness.accuse("G5: calls of one connection out of order: " + call + " after " + earlier);
            }
            witness.tally().hibernated += receipt.wake() != earlier.getLast().wake() ? 1 : 0;
        }
        earlier.add(receipt);
    }

    /** A socket was sent an event. */
    void saw(Ledger.Applied event, Socket socket) {
        witness.tally().events++;
        if (!event.actorId().equals(socket.actorId)) {
            witness.accuse("G8: a connection to " + socket.actorId + " was sent " + event);
        }
        if (!socket.events.isEmpty()
                && event.position() != socket.events.getLast().position() + 1) {
            witness.accuse("G5: events with a gap or out of order: " + event + " after " + socket.events);
        }
        Long other =
                events.computeIfAbsent(event.actorId(), id -> new TreeMap<>()).put(event.position(), event.op());
        if (other != null && other != event.op()) {
            witness.accuse("G5: two events of one position: " + event + " and " + other);
        }
    }

    /** Ends a life: what of it must be looked at in all later ones. */
    void keep(List<Call> ofLife) {
        calls.addAll(ofLife);
    }

    /** Ids that actors with a key had before the one they have now. */
    Set<String> earlier(String key, String now) {
        Set<String> others = new HashSet<>(ids(key));
        others.remove(now);
        return others;
    }
}
