package dev.dowel.client;

/**
 * Where a connection is in its life, and which moves are legal.
 *
 * <p>Immutable.
 */
public enum ConnectionStatus {
    /** Created, not started. */
    IDLE,
    /** An attempt is under way: the socket opens, the actor's connect hooks run. */
    CONNECTING,
    /** The actor accepted the connection; calls and events flow. */
    CONNECTED,
    /** The socket was lost or an attempt failed; the next attempt comes by itself. Calls wait for it. */
    DISCONNECTED,
    /** Over for good: closed by its owner, or refused by the actor. */
    CLOSED;

    /** Whether a connection may go from this status to another. */
    public boolean canBecome(ConnectionStatus next) {
        return switch (this) {
            case IDLE -> next == CONNECTING || next == CLOSED;
            case CONNECTING -> next == CONNECTED || next == DISCONNECTED || next == CLOSED;
            case CONNECTED -> next == DISCONNECTED || next == CLOSED;
            case DISCONNECTED -> next == CONNECTING || next == CLOSED;
            case CLOSED -> false;
        };
    }
}
