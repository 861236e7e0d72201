package dev.dowel.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** As much of WebSockets as the benchmarks speak, by hand: a client library would be in the figures. Stateless. */
final class WebSocketUpgrade {

    static final int TEXT = 1;
    static final int PONG = 10;

    private WebSocketUpgrade() {}

    /** Opens a WebSocket at a path of an actor; the channel blocks. */
    static SocketChannel open(int port, String type, String path, String key) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request = "GET /gateway/" + type + "/" + path + LoopbackHttp.QUERY + key
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: rivet, rivet_encoding.json\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) read(channel, 1).get());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            channel.close();
            throw new IOException(path + ": " + head);
        }
        return channel;
    }

    /** Reads one message of at most 64 KiB. */
    static String readMessage(SocketChannel channel) throws IOException {
        ByteBuffer header = read(channel, 2);
        int first = header.get() & 0xff;
        int length = header.get() & 0x7f;
        if (length == 126) {
            length = read(channel, 2).getShort() & 0xffff;
        }
        String text = new String(read(channel, length).array(), ISO_8859_1);
        if (first != 0x81 && first != 0x82) {
            throw new IOException("No message but a frame " + first + ": " + text);
        }
        return text;
    }

    /** A frame of a client, masked with zeros. */
    static ByteBuffer frame(int opcode, byte[] message) {
        ByteBuffer frame = ByteBuffer.allocate(message.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (message.length < 126) {
            frame.put((byte) (0x80 | message.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) message.length);
        }
        return frame.putInt(0).put(message).flip();
    }

    private static ByteBuffer read(SocketChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The server closed the connection.");
            }
        }
        return buffer.flip();
    }
}
