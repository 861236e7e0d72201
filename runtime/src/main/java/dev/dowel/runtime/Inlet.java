package dev.dowel.runtime;

import dev.dowel.protocol.RawValue;

/**
 * The runtime's end of one socket. Its methods do not block and are called by one thread at a time, the socket's event
 * loop; what they ask for happens in that order.
 */
public interface Inlet {

    /** Asks for an action; the answer leaves through the outlet under the same id. */
    void action(long id, String name, RawValue arguments);

    /** Starts or ends a subscription. */
    void subscription(String event, boolean subscribe);

    /** The socket is gone. Called once, last. */
    void closed();

    /** Actions asked for and not answered yet. The gateway stops reading while there are many. */
    int pending();
}
