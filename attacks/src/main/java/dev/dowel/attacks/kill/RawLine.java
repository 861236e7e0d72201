package dev.dowel.attacks.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A raw WebSocket, by hand. Used by one thread. */
final class RawLine implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;

    RawLine(int port, String type, String key) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream()
                .write(("GET /gateway/" + type + "/websocket?rvt-namespace=default&rvt-method=getOrCreate"
                                + "&rvt-runner=default&rvt-key=" + key
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Protocol: rivet\r\n\r\n")
                        .getBytes(ISO_8859_1));
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("No WebSocket: " + head);
        }
    }

    /** Sends a text of fewer than 126 bytes. */
    void send(String text) throws IOException {
        send(TEXT, text.getBytes(UTF_8));
    }

    private void send(int opcode, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        frame.write(0x80 | payload.length);
        frame.write(new byte[4], 0, 4); // A mask of zeros changes nothing.
        frame.write(payload, 0, payload.length);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The next text; answers pings on the way. */
    String receive() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xf;
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(payload);
            switch (opcode) {
                case TEXT -> {
                    return new String(payload, UTF_8);
                }
                case PING -> send(PONG, payload);
                case CLOSE -> throw new EOFException("Closed: " + new String(payload, UTF_8));
                default -> throw new IOException("A frame " + opcode);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
