package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.runtime.RawInlet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Hands the messages of a raw WebSocket to the runtime as they are (protocol 5). Event loop only. */
final class RawSocket implements MessageReceiver {

    private static final int INVALID_PAYLOAD = 1007;

    private final WebSocketConnection socket;
    private final RawInlet inlet;

    RawSocket(WebSocketConnection socket, RawInlet inlet) {
        this.socket = socket;
        this.inlet = inlet;
    }

    @Override
    public void receive(byte[] message, boolean text) {
        if (!text) {
            inlet.binary(message);
            return;
        }
        try {
            inlet.text(UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString());
        } catch (CharacterCodingException e) {
            socket.close(INVALID_PAYLOAD, "ws.invalid_text");
        }
    }

    @Override
    public int pending() {
        return inlet.pending();
    }

    @Override
    public void gone(int code, String reason) {
        inlet.closed(code, reason);
    }
}
