package dev.dowel.runtime.activation;

/** Why an activation ends, and what the sockets are told that do not stay open (protocol 4.4). Immutable. */
enum Ending {
    /** The actor goes to sleep. Connections stay open; other sockets are told. */
    SLEPT(1000, "actor.stopped"),
    /** The actor is gone. Clients with a key connect again and create another. */
    DESTROYED(1000, ""),
    /** A commit failed: memory is ahead of the store and must be forgotten. Clients connect again. */
    DISCARDED(1011, "actor.restarting"),
    /** It never started. */
    START_FAILED(1011, "actor.start_failed"),
    /** The server stops. Clients connect again. */
    SHUTDOWN(1011, "ws.going_away");

    private final int closeCode;
    private final String reason;

    Ending(int closeCode, String reason) {
        this.closeCode = closeCode;
        this.reason = reason;
    }

    int closeCode() {
        return closeCode;
    }

    String reason() {
        return reason;
    }
}
