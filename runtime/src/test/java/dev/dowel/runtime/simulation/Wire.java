package dev.dowel.runtime.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One open socket of a client, as far as all kinds of sockets are alike. Test's thread only. */
abstract class Wire {

    private final Client client;
    final String key;
    final List<Ledger.Receipt> receipts = new ArrayList<>();

    @Nullable
    String closeReason;

    boolean dropped;

    Wire(Client client, String key) {
        this.client = client;
        this.key = key;
    }

    Client client() {
        return client;
    }

    boolean isOpen() {
        return closeReason == null && !dropped;
    }

    /** Whether what arrives now is seen. */
    boolean listens() {
        return client.alive() && isOpen();
    }

    /** Asks for an operation. */
    abstract Call add(long op, Call.Fate fate);

    /** The peer closes the socket. */
    final void drop() {
        dropped = true;
        forget();
        gone();
    }

    /** The server closed it. */
    final void closedByServer(String reason) {
        if (listens()) {
            closeReason = reason;
            forget();
            client.soon(this::gone);
        }
    }

    /** Tells the runtime that the socket is gone. */
    abstract void gone();

    /** No answer is due any more. */
    abstract void forget();

    /** Whether it was ever accepted. */
    abstract boolean accepted();

    /** What it must be told by and by, was: asked in quiet, with the state its actor has then. */
    abstract void checkUpToDate(LedgerState state, String actorId, Witness witness);

    static List<Call.Op> op(String key, long op, Call.Fate fate) {
        return List.of(new Call.Op(key, op, fate));
    }
}
