package dev.dowel.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that subscribe to an event of an actor and count what they hear: one thread of its own for all of them. {@link
 * #heard} and {@link #broken} are usable from any thread.
 */
final class Subscribers implements Closeable {

    private static final byte[] SUBSCRIPTION =
            "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"ev\",\"subscribe\":true}}}"
                    .getBytes(ISO_8859_1);

    private static final long LOOK_NANOS = 20_000;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().name("subscribers").daemon().unstarted(this::read);
    private volatile boolean closed;

    private Subscribers() throws IOException {
        this.selector = Selector.open();
    }

    /** Opens connections, spread over so many actors, and subscribes each of them. */
    static Subscribers open(int port, String type, String keyPrefix, int actors, int connections) throws IOException {
        var subscribers = new Subscribers();
        for (int number = 0; number < connections; number++) {
            SocketChannel channel = WebSocketUpgrade.open(port, type, "connect", keyPrefix + number % actors);
            WebSocketUpgrade.readMessage(channel);
            channel.write(WebSocketUpgrade.frame(WebSocketUpgrade.TEXT, SUBSCRIPTION));
            channel.configureBlocking(false);
            channel.register(subscribers.selector, SelectionKey.OP_READ, new FrameReader(channel));
            subscribers.channels.add(channel);
        }
        subscribers.thread.start();
        return subscribers;
    }

    /** How many events all of them heard so far. */
    long heard() {
        return heard.get();
    }

    /** How many of the connections ended. */
    long broken() {
        return broken.get();
    }

    /** Waits until so many events were heard, for a minute at most. */
    void await(long events) throws IOException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (heard.get() < events) {
            if (broken.get() > 0 || System.nanoTime() > end) {
                throw new IOException(
                        broken.get() + " connections broke, " + heard.get() + " of " + events + " events.");
            }
            // Short, and yet not a core's worth of looking.
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!closed) {
                selector.select(key -> readFrom(key, buffer));
            }
        } catch (ClosedSelectorException e) {
            // It was closed meanwhile.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFrom(SelectionKey key, ByteBuffer buffer) {
        try {
            var channel = (SocketChannel) key.channel();
            buffer.clear();
            int read = channel.read(buffer);
            if (read < 0) {
                throw new ClosedChannelException();
            }
            buffer.flip();
            heard.addAndGet(((FrameReader) key.attachment()).read(buffer));
        } catch (IOException e) {
            key.cancel();
            if (!closed) {
                broken.incrementAndGet();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    /** Where one connection is in the frames it reads. Confined to the subscribers' thread. */
    private static final class FrameReader {
        private static final int PING = 9;
        private static final int MESSAGE_BELOW = 8;

        private final SocketChannel channel;
        private final ByteArrayOutputStream control = new ByteArrayOutputStream();
        private int opcode;
        private int header;
        private int lengthBytes;
        private long length;

        FrameReader(SocketChannel channel) {
            this.channel = channel;
        }

        /** How many messages end in a buffer; answers pings. */
        int read(ByteBuffer bytes) throws IOException {
            int ended = 0;
            while (bytes.hasRemaining()) {
                if (header < 2 + lengthBytes) {
                    readHeader(bytes.get() & 0xff);
                } else {
                    readPayload(bytes);
                }
                if (header >= 2 + lengthBytes && length == 0) {
                    ended += opcode < MESSAGE_BELOW ? 1 : 0;
                    endFrame();
                }
            }
            return ended;
        }

        private void readHeader(int next) {
            if (header == 0) {
                opcode = next & 0xf;
            } else if (header == 1) {
                lengthBytes = next == 127 ? 8 : next == 126 ? 2 : 0;
                length = lengthBytes > 0 ? 0 : next;
            } else {
                length = length << 8 | next;
            }
            header++;
        }

        private void readPayload(ByteBuffer bytes) {
            int part = (int) Math.min(length, bytes.remaining());
            if (opcode >= MESSAGE_BELOW) {
                byte[] read = new byte[part];
                bytes.get(read);
                control.writeBytes(read);
            } else {
                bytes.position(bytes.position() + part);
            }
            length -= part;
        }

        private void endFrame() throws IOException {
            if (opcode == PING) {
                channel.write(WebSocketUpgrade.frame(WebSocketUpgrade.PONG, control.toByteArray()));
            }
            control.reset();
            header = 0;
            lengthBytes = 0;
        }
    }
}
