package dev.dowel.runtime;

/**
 * The runtime's end of one raw WebSocket. Its methods do not block and are called by one thread at a time, the socket's
 * event loop; what they tell happens in that order.
 */
public interface RawInlet {

    /** A text message arrived. */
    void text(String text);

    /** A binary message arrived. */
    void binary(byte[] bytes);

    /** The socket is gone. Called once, last. */
    void closed(int code, String reason);

    /** Messages that arrived and were not handled yet. The gateway stops reading while there are many. */
    int pending();
}
