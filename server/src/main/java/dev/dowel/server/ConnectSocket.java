package dev.dowel.server;

import dev.dowel.protocol.ClientMessage;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Inlet;

/** Reads the messages of a connection to an actor and hands them to the runtime (protocol 4.2). Event loop only. */
final class ConnectSocket implements MessageReceiver {

    private final WebSocketConnection socket;
    private final Encoding encoding;
    private final Inlet inlet;

    ConnectSocket(WebSocketConnection socket, Encoding encoding, Inlet inlet) {
        this.socket = socket;
        this.encoding = encoding;
        this.inlet = inlet;
    }

    @Override
    public void receive(byte[] message, boolean text) {
        try {
            switch (ConnectionFrames.readClient(encoding, message)) {
                case ClientMessage.ActionRequest action -> inlet.action(action.id(), action.name(), action.args());
                case ClientMessage.SubscriptionRequest subscription ->
                    inlet.subscription(subscription.eventName(), subscription.subscribe());
            }
        } catch (WireException e) {
            socket.close(e.toErrorBody());
        }
    }

    @Override
    public int pending() {
        return inlet.pending();
    }

    @Override
    public void gone(int code, String reason) {
        inlet.closed();
    }
}
