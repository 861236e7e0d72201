package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Opens thousands of connections at once and tells what became of them. A process of its own; one thread. */
final class StormClients {

    private static final long PATIENCE_SECONDS = 90;
    private static final long QUIET_MILLIS = 3_000;
    private static final int RECEIVED_BYTES = 8_192;
    private static final String BODY =
            "PUT /actors?namespace=default HTTP/1.1\r\nhost: h\r\ncontent-length: 262144\r\n\r\n";

    private final Selector selector = Selector.open();
    private final ByteBuffer read = ByteBuffer.allocate(4096);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int reading;

    /** One connection. */
    private static final class One {
        final ByteBuffer toSend;
        boolean connected;
        boolean answered;

        One(ByteBuffer toSend) {
            this.toSend = toSend;
        }
    }

    private StormClients() throws IOException {}

    /**
     * Opens them, says what came of it, and holds them until its input ends.
     *
     * @param arguments port, number, kind
     */
    public static void main(String[] arguments) throws IOException {
        StormClients clients = new StormClients();
        int count = Integer.parseInt(arguments[1]);
        clients.open(Integer.parseInt(arguments[0]), count, arguments[2]);
        clients.watch(count);
        System.out.println("outcomes " + clients.outcomes);
        while (System.in.read() >= 0) {
            // held until then
        }
    }

    private void open(int port, int count, String kind) throws IOException {
        ByteBuffer[] payloads = payloads(kind);
        reading = kind.equals("deaf") ? 0 : SelectionKey.OP_READ;
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED_BYTES);
            channel.register(selector, SelectionKey.OP_CONNECT, new One(payloads[i % payloads.length].duplicate()));
            channel.connect(server);
        }
    }

    private static ByteBuffer[] payloads(String kind) {
        String health = "GET /health HTTP/1.1\r\nhost: h\r\n\r\n";
        String socket = "GET /gateway/target/connect?" + Wire.query("storm") + " HTTP/1.1\r\nupgrade: websocket\r\n"
                + "connection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        return switch (kind) {
            // In turn: nothing, half a head, a request, a WebSocket.
            case "mix" -> all("", health.substring(0, 20), health, socket);
            case "bodies" -> all(BODY + "x".repeat(250_000));
            case "heads" -> all("GET /health HTTP/1.1\r\nx: " + "x".repeat(60_000));
            case "lines" -> all("GET /" + "x".repeat(120_000));
            case "sockets" -> all(socket);
            case "flood" -> all(call("increment", "{\"args\":[1]}").repeat(40));
            case "deaf" -> all(call("text", "{\"args\":[1000000]}").repeat(10));
            default -> throw new IllegalArgumentException("No such kind: " + kind);
        };
    }

    private static String call(String action, String body) {
        return "POST /gateway/target/action/" + action + "?" + Wire.query("storm")
                + " HTTP/1.1\r\nhost: h\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private static ByteBuffer[] all(String... texts) {
        return java.util.Arrays.stream(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(ISO_8859_1)))
                .toArray(ByteBuffer[]::new);
    }

    /** Until every one is answered or ended, or nothing happens any more. */
    private void watch(int count) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && selector.select(QUIET_MILLIS) > 0) {
            for (SelectionKey key : selector.selectedKeys()) {
                happens(key, (One) key.attachment());
            }
            selector.selectedKeys().clear();
        }
        long silent = selector.keys().stream()
                .map(key -> (One) key.attachment())
                .filter(one -> one.connected && !one.answered)
                .count();
        outcomes.put("open and not answered", (int) silent);
        int known = outcomes.values().stream().mapToInt(n -> n).sum();
        outcomes.put("not even connected", count - known);
    }

    private void happens(SelectionKey key, One one) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                one.connected = true;
                key.interestOps(reading | SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                channel.write(one.toSend);
                key.interestOps(one.toSend.hasRemaining() ? reading | SelectionKey.OP_WRITE : reading);
            }
            if (key.isReadable()) {
                answer(channel.read(read.clear()), one, key);
            }
        } catch (IOException e) {
            ended(one, key);
        }
    }

    private void answer(int length, One one, SelectionKey key) throws IOException {
        if (length < 0) {
            ended(one, key);
        } else if (!one.answered && length >= 12) {
            one.answered = true;
            String answer = new String(read.array(), 0, length, ISO_8859_1);
            Insides.check(answer.getBytes(ISO_8859_1));
            outcomes.merge(answer.substring(9, 12), 1, Integer::sum);
        }
    }

    private void ended(One one, SelectionKey key) {
        if (!one.answered) {
            outcomes.merge("ended", 1, Integer::sum);
        }
        one.answered = true;
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new AssertionError("A socket cannot be closed", e);
        }
    }
}
