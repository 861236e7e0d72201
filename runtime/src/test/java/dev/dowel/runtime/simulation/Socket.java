package dev.dowel.runtime.simulation;

import dev.dowel.TypeToken;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Outlet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection that subscribed to what a ledger applies. Test's thread only. */
final class Socket extends Wire implements Outlet {

    private final Encoding encoding;
    private final Chronicle chronicle;
    private final Map<Long, Call> open = new HashMap<>();
    private final Inlet inlet;
    final List<Ledger.Applied> events = new ArrayList<>();

    @Nullable
    String actorId;

    private long nextId;
    private long lastResult = -1;

    Socket(Client client, String key, Encoding encoding, Chronicle chronicle) {
        super(client, key);
        this.encoding = encoding;
        this.chronicle = chronicle;
        this.inlet = client.runtime().connect(Client.ledger(key), Client.caller(encoding), this);
        inlet.subscription("applied", true);
    }

    @Override
    Call add(long op, Call.Fate fate) {
        boolean fails = fate == Call.Fate.VANISHES;
        Call call = client().begin(
                        (fails ? "fail" : "add") + "[" + op + "] over socket on " + key, op(key, op, fate), null);
        open.put(nextId, call);
        if (fails) {
            inlet.action(nextId++, "addThenFail", Client.arguments(op, true));
        } else {
            inlet.action(nextId++, "add", Client.arguments(op));
        }
        return call;
    }

    void doze() {
        Call call = client().begin("doze over socket on " + key, op(key, 0, Call.Fate.OPEN), null);
        open.put(nextId, call);
        inlet.action(nextId++, "doze", Client.arguments());
    }

    @Override
    public void send(byte[] frame) {
        if (!listens()) {
            return;
        }
        switch (ConnectionFrames.readServer(encoding, frame)) {
            case ServerMessage.Init init -> actorId = init.actorId();
            case ServerMessage.Event event -> {
                List<Ledger.Applied> payload =
                        Values.decode(event.args(), new TypeToken<List<Ledger.Applied>>() {}.type());
                chronicle.saw(payload.getFirst(), this);
                events.add(payload.getFirst());
            }
            case ServerMessage.ActionResponse response -> {
                Call call = answered(response.id());
                if (response.id() < lastResult) {
                    chronicle.witness().accuse("G5: answers of a connection out of order: " + call);
                }
                lastResult = response.id();
                client().answer(call, response.output(), null);
                chronicle.own(call, receipts);
            }
            case ServerMessage.Failure failure -> {
                Long id = failure.actionId();
                if (id != null) {
                    client().answer(answered(id), null, failure.error());
                }
            }
        }
    }

    private Call answered(long id) {
        Call call = open.remove(id);
        if (call == null) {
            throw new IllegalStateException("An answer nobody waits for: " + id);
        }
        return call;
    }

    @Override
    public void close(int code, String reason) {
        closedByServer(reason);
    }

    @Override
    public void deny(ErrorBody error, @Nullable String traceId) {
        closedByServer(error.group() + "." + error.code());
    }

    @Override
    void gone() {
        inlet.closed();
    }

    @Override
    void forget() {
        open.values().forEach(call -> call.forgotten = true);
    }

    @Override
    boolean accepted() {
        return actorId != null;
    }

    @Override
    void checkUpToDate(LedgerState state, String id, Witness witness) {
        if (!id.equals(actorId)) {
            witness.accuse("G8: a socket of " + key + " belongs to " + actorId + ", which is not " + id);
        } else if (events.isEmpty()
                || events.getLast().position() != state.ops().size()) {
            witness.accuse("G7: a subscriber of " + key + " missed the last of " + state + ": " + events);
        }
    }
}
