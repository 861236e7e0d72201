package dev.dowel.runtime.connection;

/** The socket of a connection that stays open while its actor sleeps. Confined to the actor's turn. */
public interface HibernatingSocket {

    /** Keeps what arrives from now on until the actor is awake again. */
    void hold();

    /** The activation ends; the next one continues the connection from here. */
    void hibernate(ConnectionSnapshot snapshot);
}
