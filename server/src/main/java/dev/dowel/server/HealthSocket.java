package dev.dowel.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Answers {@code ping} with {@code pong} (protocol 1.7) and ignores everything else. Event loop only. */
final class HealthSocket implements MessageReceiver {

    private static final byte[] PING = "ping".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.UTF_8);

    private final WebSocketConnection socket;

    HealthSocket(WebSocketConnection socket) {
        this.socket = socket;
    }

    @Override
    public void receive(byte[] message, boolean text) {
        if (Arrays.equals(message, PING)) {
            socket.write(PONG, true);
        }
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public void gone(int code, String reason) {}
}
