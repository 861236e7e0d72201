package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections that send a byte now and then, and tells what became of them. A process of its own; one thread.
 *
 * <p>A quarter never ends its headers and a quarter its body: those are cut, or told that it took too long. A quarter sends
 * a request and a quarter a message on a WebSocket, both right: those are answered.
 */
final class SlowClients {

    private static final long PACE_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 110;
    private static final String CALL =
            "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"increment\",\"args\":[1]}}}";

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private enum Kind {
        HEAD("GET /health HTTP/1.1\r\nx: ", "x".repeat(1_000), "ended"),
        BODY(
                "PUT /actors?namespace=default HTTP/1.1\r\nhost: h\r\ncontent-length: 262144\r\n\r\n",
                "{".repeat(1_000),
                "408"),
        REQUEST("GET /health HT", "TP/1.1\r\nhost: h\r\n\r\n", "200"),
        SOCKET(
                "GET /gateway/target/connect?" + Wire.query("slow") + " HTTP/1.1\r\nupgrade: websocket\r\n"
                        + "connection: upgrade\r\nsec-websocket-version: 13\r\n"
                        + "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "sec-websocket-protocol: rivet, rivet_encoding.json\r\n\r\n",
                new String(Wire.frame(0x81, CALL.getBytes(ISO_8859_1)), ISO_8859_1),
                "answered");

        final byte[] first;
        final byte[] slow;
        final String right;

        Kind(String first, String slow, String right) {
            this.first = first.getBytes(ISO_8859_1);
            this.slow = slow.getBytes(ISO_8859_1);
            this.right = right;
        }
    }

    /** One connection. */
    private static final class One {
        final Kind kind;
        final SocketChannel channel;
        final StringBuilder said = new StringBuilder();
        int sent;

        One(Kind kind, SocketChannel channel) {
            this.kind = kind;
            this.channel = channel;
        }

        /** Before the answer to a handshake no frame may be sent. */
        boolean maySend() {
            return channel.isConnected()
                    && sent < kind.slow.length
                    && (kind != Kind.SOCKET || said.indexOf("\r\n\r\n") > 0);
        }

        /** What became of it, or nothing. */
        String outcome() {
            if (said.length() < 12) {
                return "";
            }
            String status = said.substring(9, 12);
            return !status.equals("101") ? status : said.indexOf("ActionResponse") > 0 ? "answered" : "";
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer read = ByteBuffer.allocate(4096);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<One> open = new ArrayList<>();

    private SlowClients() throws IOException {}

    /**
     * Opens them, says what came of it, and waits until its input ends.
     *
     * @param arguments port and number
     */
    public static void main(String[] arguments) throws IOException {
        SlowClients clients = new SlowClients();
        clients.open(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        clients.watch();
        System.out.println("outcomes " + clients.outcomes);
        while (System.in.read() >= 0) {
            // until it is told to end
        }
    }

    /** What has to become of so many. */
    static String expected(int count) {
        Map<String, Integer> all = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Kind kind = kindOf(i);
            all.merge(kind + " " + kind.right, 1, Integer::sum);
        }
        return all.toString();
    }

    private static Kind kindOf(int number) {
        return List.of(Kind.values()).get(number % Kind.values().length);
    }

    private void open(int port, int count) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            One one = new One(kindOf(i), channel);
            channel.write(ByteBuffer.wrap(one.kind.first)); // fits into what the kernel takes
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, one);
            open.add(one);
        }
    }

    private void watch() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long next = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() < end) {
            selector.select(Math.max(1, (next - System.nanoTime()) / 1_000_000));
            for (SelectionKey key : selector.selectedKeys()) {
                hear((One) key.attachment());
            }
            selector.selectedKeys().clear();
            if (System.nanoTime() >= next) {
                next += TimeUnit.MILLISECONDS.toNanos(PACE_MILLIS);
                open.stream().filter(One::maySend).toList().forEach(this::sendByte);
            }
        }
        open.forEach(one -> outcomes.merge(one.kind + " still open", 1, Integer::sum));
    }

    private void hear(One one) {
        try {
            int length = one.channel.read(read.clear());
            if (length < 0) {
                ended(one, "ended");
                return;
            }
            one.said.append(new String(read.array(), 0, length, ISO_8859_1));
            String outcome = one.outcome();
            if (!outcome.isEmpty()) {
                Insides.check(one.said.toString().getBytes(ISO_8859_1));
                ended(one, outcome);
            }
        } catch (IOException e) {
            ended(one, "ended");
        }
    }

    private void sendByte(One one) {
        try {
            one.sent += one.channel.write(ByteBuffer.wrap(one.kind.slow, one.sent, 1));
        } catch (IOException e) {
            ended(one, "ended");
        }
    }

    private void ended(One one, String outcome) {
        if (open.remove(one)) {
            outcomes.merge(one.kind + " " + outcome, 1, Integer::sum);
        }
        try {
            one.channel.close();
        } catch (IOException e) {
            throw new AssertionError("A socket cannot be closed", e);
        }
    }
}
