package dev.dowel.server;

/** Something another thread wants written to a connection. */
interface Outgoing {

    /** The connection it is for. */
    Outbound outbound();

    /** Writes it, without flushing. Event loop only. */
    void write();
}
