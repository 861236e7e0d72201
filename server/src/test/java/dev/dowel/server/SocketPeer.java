package dev.dowel.server;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.Values;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket client that sends any frames and reads frames one by one. One thread at a time. */
final class SocketPeer implements AutoCloseable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    private final HttpPeer http;
    private final DataInputStream in;
    private final Encoding encoding;
    private final HttpPeer.Answer handshake;

    /** One frame of the server's. */
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame, or 0. */
        int code() {
            return payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String reason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return opcode == CLOSE ? "close " + code() + " " + reason() : opcode + " " + text();
        }
    }

    /** What a handshake is made of. */
    static final class Opening {

        private final int port;
        private final String path;
        private final List<String> protocols = new ArrayList<>(List.of("rivet"));
        private final List<String> headers = new ArrayList<>();
        private Encoding encoding = Encoding.JSON;

        Opening(int port, String path) {
            this.port = port;
            this.path = path;
        }

        Opening encoding(Encoding newEncoding) {
            encoding = newEncoding;
            return protocol("rivet_encoding." + newEncoding.wireName());
        }

        Opening params(String json) {
            return protocol("rivet_conn_params."
                    + URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20"));
        }

        Opening protocol(String entry) {
            protocols.add(entry);
            return this;
        }

        Opening noProtocols() {
            protocols.clear();
            return this;
        }

        Opening header(String header) {
            headers.add(header);
            return this;
        }

        /** Opens and returns without reading the first message. */
        SocketPeer open() {
            return openAnd(new byte[0]);
        }

        /** Opens, sending more bytes with the handshake. */
        SocketPeer openAnd(byte[] more) {
            HttpPeer http = new HttpPeer(port);
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of(
                    "upgrade: websocket",
                    "connection: keep-alive, Upgrade",
                    "sec-websocket-version: 13",
                    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
                    "sec-websocket-extensions: permessage-deflate; client_max_window_bits"));
            if (!protocols.isEmpty()) {
                all.add("sec-websocket-protocol: " + String.join(", ", protocols));
            }
            String head = "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", all) + "\r\n\r\n";
            http.send(head + new String(more, StandardCharsets.ISO_8859_1));
            HttpPeer.Answer answer = http.readHead();
            if (answer.status() != 101) {
                throw new AssertionError("The upgrade was not accepted: " + answer);
            }
            return new SocketPeer(http, encoding, answer);
        }

        /** Opens and reads Init. */
        SocketPeer connect() {
            SocketPeer peer = open();
            ServerMessage first = peer.message();
            if (!(first instanceof ServerMessage.Init)) {
                throw new AssertionError("Not an Init: " + first);
            }
            return peer;
        }
    }

    private SocketPeer(HttpPeer http, Encoding encoding, HttpPeer.Answer handshake) {
        this.http = http;
        this.in = new DataInputStream(http.in());
        this.encoding = encoding;
        this.handshake = handshake;
    }

    HttpPeer.Answer handshake() {
        return handshake;
    }

    HttpPeer http() {
        return http;
    }

    void call(long id, String action, Object... arguments) {
        byte[] args = Values.encodeArguments(ConnectionFrames.requestDialect(encoding), arguments);
        message(ConnectionFrames.actionRequest(encoding, id, action, args));
    }

    void subscribe(String event) {
        message(ConnectionFrames.subscription(encoding, event, true));
    }

    void message(byte[] payload) {
        frame(0x80 | (encoding.text() ? TEXT : BINARY), payload);
    }

    void ping(String payload) {
        frame(0x80 | PING, payload.getBytes(StandardCharsets.UTF_8));
    }

    void close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                0x80 | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    void frame(int firstByte, byte[] payload) {
        http.send(encode(firstByte, payload, true));
    }

    /** A frame as clients send it, masked if they do as they should. */
    static byte[] encode(int firstByte, byte[] payload, boolean masked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else if (payload.length < 0x10000) {
            out.write(mask | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(mask | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] key = {1, 2, 3, 4};
        if (masked) {
            out.writeBytes(key);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ key[i % 4] : payload[i]);
        }
        return out.toByteArray();
    }

    /** Reads the next frame. */
    Frame frame() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((first & 0x70) != 0 || (first & 0x80) == 0 || (second & 0x80) != 0) {
                throw new AssertionError("Not a whole, plain, unmasked frame: " + first + " " + second);
            }
            long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
            return new Frame(first & 0xf, in.readNBytes(Math.toIntExact(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next message, which must be one of the protocol's. */
    ServerMessage message() {
        Frame frame = frame();
        int expected = encoding.text() ? TEXT : BINARY;
        if (frame.opcode() != expected) {
            throw new AssertionError("Not a message: " + frame);
        }
        return ConnectionFrames.readServer(encoding, frame.payload());
    }

    /** Reads until the server closes. */
    Frame closeFrame() {
        Frame frame = frame();
        while (frame.opcode() != CLOSE) {
            frame = frame();
        }
        return frame;
    }

    /** Ends the connection as a crash does. */
    void reset() throws IOException {
        http.socket().setSoLinger(true, 0);
        http.socket().close();
    }

    /** Reads the result of a call as a Java value. */
    static Object output(ServerMessage message) {
        return ((ServerMessage.ActionResponse) message).output().decode(Object.class);
    }

    @Override
    public void close() {
        http.close();
    }
}
