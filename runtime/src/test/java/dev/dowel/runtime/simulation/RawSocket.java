package dev.dowel.runtime.simulation;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawOutlet;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A raw WebSocket of a ledger, which answers every message. Test's thread only. */
final class RawSocket extends Wire implements RawOutlet {

    private final Chronicle chronicle;
    private final RawInlet inlet;
    private final Deque<Call> open = new ArrayDeque<>();

    RawSocket(Client client, String key, Chronicle chronicle) {
        super(client, key);
        this.chronicle = chronicle;
        this.inlet = client.runtime()
                .webSocket(
                        Client.ledger(key),
                        Client.caller(Encoding.JSON),
                        Client.request("/websocket/ledger", ""),
                        this);
    }

    @Override
    public void handled() {}

    @Override
    Call add(long op, Call.Fate fate) {
        Call call = client().begin("raw[" + op + "] on " + key, op(key, op, Call.Fate.ATOMIC), null);
        open.add(call);
        inlet.text(Long.toString(op));
        return call;
    }

    @Override
    public void text(String text) {
        if (!listens()) {
            return;
        }
        Call call = open.remove();
        call.answers++;
        call.receipt = Ledger.Receipt.of(text);
        chronicle.witness().tally().rawMessages++;
        chronicle.answered(call);
        chronicle.own(call, receipts);
    }

    @Override
    public void binary(byte[] bytes) {
        throw new AssertionError("Nobody sends bytes");
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
        inlet.closed(1000, "");
    }

    @Override
    void forget() {
        open.forEach(call -> call.forgotten = true);
    }

    @Override
    boolean accepted() {
        return !receipts.isEmpty();
    }

    @Override
    void checkUpToDate(LedgerState state, String id, Witness witness) {
        if (receipts.isEmpty() || receipts.getLast().position() > state.ops().size()) {
            witness.accuse("G7: a raw socket of " + key + " was answered " + receipts + " by " + state);
        }
    }
}
