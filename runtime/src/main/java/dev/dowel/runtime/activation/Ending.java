package dev.dowel.runtime.activation;

import dev.dowel.runtime.StopReason;

/** Why an activation ends, and what the sockets are told that do not stay open (protocol 4.4). Immutable. */
enum Ending {
    /** The actor goes to sleep. Connections stay open; other sockets are told. */
    SLEPT(1000, "actor.stopped", StopReason.SLEPT),
    /** The actor is gone. Clients with a key connect again and create another. */
    DESTROYED(1000, "", StopReason.DESTROYED),
    /** A commit failed: memory is ahead of the store and must be forgotten. Clients connect again. */
    DISCARDED(1011, "actor.restarting", StopReason.DISCARDED),
    /** It never started. */
    START_FAILED(1011, "actor.start_failed", StopReason.DISCARDED),
    /** The server stops. Clients connect again. */
    SHUTDOWN(1011, "ws.going_away", StopReason.SHUTDOWN);

    private final int closeCode;
    private final String reason;
    private final StopReason stopReason;

    Ending(int closeCode, String reason, StopReason stopReason) {
        this.closeCode = closeCode;
        this.reason = reason;
        this.stopReason = stopReason;
    }

    int closeCode() {
        return closeCode;
    }

    String reason() {
        return reason;
    }

    /** What a listener is told. */
    StopReason stopReason() {
        return stopReason;
    }
}
