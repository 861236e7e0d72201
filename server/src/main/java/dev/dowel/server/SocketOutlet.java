package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.Outlet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's end of one connection to an actor, as the runtime sees it: any thread. What it is told goes through the
 * outbox to the socket's event loop.
 */
final class SocketOutlet implements Outlet {

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
        long waiting = queued.addAndGet(frame.length) + socket.outbound().pendingBytes();
        if (waiting > outboundLimit) {
            ErrorBody reason = GatewayErrors.slowConsumer();
            end(() -> socket.close(reason));
        } else {
            outbox.post(new Frame(frame, asText));
        }
    }

    @Override
    public void close(int code, String reason) {
        end(() -> socket.close(code, reason));
    }

    @Override
    public void deny(ErrorBody error, @Nullable String traceId) {
        end(() -> denial.refuse(error, traceId));
    }

    /** A message was handled that has no answer. Wakes the loop only if the socket waits for that. */
    void handled() {
        if (socket.isPaused()) {
            outbox.post(new Ending(socket::handled));
        }
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
