package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.Outlet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's end of one connection to an actor, as the runtime sees it: any thread. What it is told goes through the
 * outbox to the socket's event loop.
 *
 * <p>Its methods do not throw: of the receivers of a broadcast one must not keep the others. If a message cannot be passed on,
 * for want of memory, say, the socket is cut behind the message before: the client must not be told what follows a gap (G5). As
 * an entry of the outbox the outlet is that cut, because there may be no memory for another entry.
 */
final class SocketOutlet implements Outlet, Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(SocketOutlet.class);

    private final WebSocketConnection socket;
    private final LoopOutbox outbox;
    private final boolean text;
    private final long outboundLimit;
    private final Denial denial;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Creates the outlet of an open socket.
     *
     * @param text whether messages are text frames
     * @param outboundLimit bytes that may wait, here and in the socket
     */
    SocketOutlet(WebSocketConnection socket, LoopOutbox outbox, boolean text, long outboundLimit, Denial denial) {
        this.socket = socket;
        this.outbox = outbox;
        this.text = text;
        this.outboundLimit = outboundLimit;
        this.denial = denial;
    }

    @Override
    public void send(byte[] frame) {
        send(frame, text);
    }

    void send(byte[] frame, boolean asText) {
        if (ended.get()) {
            return;
        }
        try {
            long waiting = queued.addAndGet(frame.length) + socket.outbound().pendingBytes();
            if (waiting > outboundLimit) {
                ErrorBody reason = GatewayErrors.slowConsumer();
                end(() -> socket.close(reason));
            } else {
                outbox.post(new Frame(frame, asText));
            }
        } catch (RuntimeException | Error e) {
            cut(e);
        }
    }

    /** Sends a text message. */
    void send(String message) {
        try {
            send(message.getBytes(UTF_8), true);
        } catch (RuntimeException | Error e) {
            cut(e);
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            end(() -> socket.close(code, reason));
        } catch (RuntimeException | Error e) {
            cut(e);
        }
    }

    @Override
    public void deny(ErrorBody error, @Nullable String traceId) {
        try {
            end(() -> denial.refuse(error, traceId));
        } catch (RuntimeException | Error e) {
            cut(e);
        }
    }

    /** A message was handled that has no answer. Wakes the loop only if the socket waits for that. */
    void handled() {
        if (!socket.isPaused()) {
            return;
        }
        try {
            outbox.post(new Ending(socket::handled));
        } catch (RuntimeException | Error e) {
            cut(e);
        }
    }

    private void cut(Throwable cause) {
        ended.set(true);
        outbox.post(this);
        LastWords.say(LOG, "A message could not be passed on: its socket is cut", cause);
    }

    @Override
    public Outbound outbound() {
        return socket.outbound();
    }

    @Override
    public void write() {
        socket.outbound().flush();
        socket.outbound().breakOff();
    }

    private void end(Runnable last) {
        if (ended.compareAndSet(false, true)) {
            outbox.post(new Ending(last));
        }
    }

    private final class Frame implements Outgoing {

        private final byte[] payload;
        private final boolean asText;

        Frame(byte[] payload, boolean asText) {
            this.payload = payload;
            this.asText = asText;
        }

        @Override
        public Outbound outbound() {
            return socket.outbound();
        }

        @Override
        public void write() {
            queued.addAndGet(-payload.length);
            socket.write(payload, asText);
        }
    }

    private final class Ending implements Outgoing {

        private final Runnable last;

        Ending(Runnable last) {
            this.last = last;
        }

        @Override
        public Outbound outbound() {
            return socket.outbound();
        }

        @Override
        public void write() {
            last.run();
        }
    }
}
