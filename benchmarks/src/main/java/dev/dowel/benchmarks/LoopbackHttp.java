package dev.dowel.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * As much of HTTP as the benchmarks speak, by hand: a client library would be in the figures. Stateless.
 */
final class LoopbackHttp {

    static final String QUERY =
            "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default" + "&rvt-crash-policy=sleep&rvt-key=";

    private LoopbackHttp() {}

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Increments a counter and waits for the reply. */
    static void increment(int port, String key) throws IOException {
        String body = "{\"args\":[1]}";
        try (Socket socket = open(port)) {
            send(
                    socket,
                    "POST /gateway/counter/action/increment" + QUERY + key + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            + "Content-Type: application/json\r\nx-rivet-encoding: json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
            String head = readHead(socket);
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException("increment: " + head);
            }
        }
    }

    /** Opens a connection to a counter and waits until the actor has accepted it. */
    static Socket connect(int port, String key) throws IOException {
        Socket socket = open(port);
        send(
                socket,
                "GET /gateway/counter/connect" + QUERY + key + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: rivet, rivet_encoding.json\r\n\r\n");
        String head = readHead(socket);
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("connect: " + head);
        }
        // The actor's first message says that it accepted: a text frame shorter than 126 bytes or with a two-byte
        // length.
        var in = new DataInputStream(socket.getInputStream());
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] message = new byte[length < 126 ? length : in.readUnsignedShort()];
        in.readFully(message);
        String text = new String(message, ISO_8859_1);
        if (first != 0x81 || !text.contains("Init")) {
            throw new IOException("connect: " + text);
        }
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** The head of a reply, byte by byte, so that what follows stays in the socket. */
    private static String readHead(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("The server closed the connection after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
