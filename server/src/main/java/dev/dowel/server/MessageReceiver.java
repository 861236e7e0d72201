package dev.dowel.server;

/** What a WebSocket's messages are for. Event loop only. */
interface MessageReceiver {

    /** Takes a message. */
    void receive(byte[] message);

    /** How many messages were taken and are not answered yet. */
    int pending();

    /** The socket is gone, or about to be: nothing more comes. Called once. */
    void gone();
}
