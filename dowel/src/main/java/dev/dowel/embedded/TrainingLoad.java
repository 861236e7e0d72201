package dev.dowel.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * The calls of a {@link Training}, by hand over sockets: the JVM is to note what a server needs, not what a client needs.
 * Used by one thread.
 */
final class TrainingLoad {

    private static final String ADDRESS =
            "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-crash-policy=sleep&rvt-key=";
    private static final String ONE = "one";
    private static final int MASKED = 0x80;
    private static final int TEXT = 0x81;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int CALLS_TO_OTHERS = 20;

    private final int port;

    TrainingLoad(int port) {
        this.port = port;
    }

    /** Calls so many actors once, by key. */
    void callEach(int actors) throws IOException {
        try (var connection = new Http()) {
            for (int actor = 0; actor < actors; actor++) {
                connection.call("add", "k" + actor, "[1]");
            }
        }
    }

    /** Calls one actor so often, now and then by way of another. */
    void callOne(int calls) throws IOException {
        try (var connection = new Http()) {
            for (int call = 0; call < calls; call++) {
                if (call % CALLS_TO_OTHERS == 0) {
                    connection.call("addTo", "other", "[\"" + ONE + "\",1]");
                } else {
                    connection.call("add", ONE, "[1]");
                }
            }
        }
    }

    /** Calls one actor so often over a WebSocket that subscribes to its event. */
    void callConnected(int calls) throws IOException {
        try (var connection = new WebSocket()) {
            connection.send(
                    "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"added\",\"subscribe\":true}}}");
            for (int call = 0; call < calls; call++) {
                connection.send("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":" + call
                        + ",\"name\":\"add\",\"args\":[1]}}}");
                connection.receiveUntil("\"ActionResponse\"");
            }
        }
    }

    /** A connection to the server. */
    private abstract class Connection implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        final DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));

        Connection() throws IOException {
            socket.setTcpNoDelay(true);
        }

        final void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /**
         * Reads the head of an answer.
         *
         * @return the length of what follows
         */
        final int readHead(String expected) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
                head.append((char) in.readUnsignedByte());
            }
            if (!head.toString().startsWith("HTTP/1.1 " + expected)) {
                throw new IOException("The server answered: " + head);
            }
            String name = "\r\ncontent-length: ";
            int start = head.toString().toLowerCase(Locale.ROOT).indexOf(name);
            return start < 0
                    ? 0
                    : Integer.parseInt(head.substring(start + name.length(), head.indexOf("\r\n", start + 2)));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private final class Http extends Connection {

        Http() throws IOException {}

        void call(String action, String key, String arguments) throws IOException {
            String body = "{\"args\":" + arguments + "}";
            write(("POST /gateway/" + Trainee.NAME + "/action/" + action + ADDRESS + key
                            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nx-rivet-encoding: json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(ISO_8859_1));
            in.skipNBytes(readHead("200"));
        }
    }

    private final class WebSocket extends Connection {

        WebSocket() throws IOException {
            write(("GET /gateway/" + Trainee.NAME + "/connect" + ADDRESS + ONE + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Protocol: rivet, rivet_encoding.json\r\n\r\n")
                    .getBytes(ISO_8859_1));
            readHead("101");
            receiveUntil("\"Init\"");
        }

        /** Sends a text of less than 126 bytes, masked with zeros. */
        void send(String text) throws IOException {
            byte[] payload = text.getBytes(ISO_8859_1);
            byte[] frame = new byte[payload.length + 6];
            frame[0] = (byte) TEXT;
            frame[1] = (byte) (MASKED | payload.length);
            System.arraycopy(payload, 0, frame, 6, payload.length);
            write(frame);
        }

        void receiveUntil(String mark) throws IOException {
            String text;
            do {
                in.readUnsignedByte();
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length < TWO_BYTE_LENGTH ? length : in.readUnsignedShort()];
                in.readFully(payload);
                text = new String(payload, ISO_8859_1);
            } while (!text.contains(mark));
        }
    }
}
