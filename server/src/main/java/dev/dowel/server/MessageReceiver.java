package dev.dowel.server;

/** What a WebSocket's messages are for. Event loop only. */
interface MessageReceiver {

    /** Takes a message. */
    void receive(byte[] message, boolean text);

    /** How many messages were taken and are not answered yet. */
    int pending();

    /** The socket is gone, or about to be: nothing more comes. Called once, with what the peer or this side closed it. */
    void gone(int code, String reason);
}
