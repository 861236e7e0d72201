package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One connection whose bytes are whatever the attacker likes. One thread. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;

    Wire(int port) throws IOException {
        this(port, "");
    }

    /** A connection from an address of this machine, or from whichever fits. */
    Wire(int port, String from) throws IOException {
        socket = new Socket();
        if (!from.isEmpty()) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static String query(String key) {
        return "rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + key;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String latin1) throws IOException {
        send(latin1.getBytes(ISO_8859_1));
    }

    /** Says that nothing more comes. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends as a crash does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Everything until the server ends the connection. */
    byte[] all() throws IOException {
        return in.readAllBytes();
    }

    /** Reads the head of an answer. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a) {
            int b = in.readUnsignedByte();
            last = last << 8 | b;
            head.write(b);
        }
        return head.toString(ISO_8859_1);
    }

    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    /** Opens a WebSocket. */
    void upgrade(String path, String encoding) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nhost: h\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "sec-websocket-extensions: permessage-deflate\r\n"
                + "sec-websocket-protocol: rivet, rivet_encoding." + encoding + "\r\n\r\n");
        String head = head();
        if (!head.startsWith("HTTP/1.1 101 ") || head.contains("permessage")) {
            throw new AssertionError("Not an upgrade without extensions: " + head);
        }
    }

    /** A frame whose head says what it is told to. */
    static byte[] frame(int first, byte[] payload, boolean masked, long saidLength) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        int mask = masked ? 0x80 : 0;
        if (saidLength >= 0 && saidLength < 126) {
            frame.put((byte) (mask | saidLength));
        } else if (saidLength >= 0 && saidLength < 0x10000) {
            frame.put((byte) (mask | 126)).putShort((short) saidLength);
        } else {
            frame.put((byte) (mask | 127)).putLong(saidLength);
        }
        if (masked) {
            frame.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put(masked ? (byte) (payload[i] ^ MASK[i % 4]) : payload[i]);
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, true, payload.length);
    }

    /** A frame of the server. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, byte[] payload) {}

    /** Reads a frame, strictly: whole, plain, not masked, of the shortest form. */
    Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int opcode = first & 15;
        long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
        boolean shortest = second < 126 || (second == 126 ? length >= 126 : length > 0xffff);
        if ((first & 0xf0) != 0x80 || second > 127 || !shortest || (opcode >= 8 && length > 125)) {
            throw new AssertionError("Not a frame a server may send: " + first + " " + second + " " + length);
        }
        return new Frame(opcode, in.readNBytes(Math.toIntExact(length)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
