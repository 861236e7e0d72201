package dev.dowel.server;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.runtime.RawResponder;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The body of one answer while it is written. {@link #begin} is for the event loop, the rest for one thread, which blocks
 * while more than a bound waits to leave.
 *
 * <p>Bytes are paid for with permits, which come back when they have left; so a reader that stops holds up the writer, and
 * nothing grows. A reader that takes nothing for {@link #PATIENCE_SECONDS} counts as gone.
 */
final class StreamedReply implements RawResponder.BodySink {

    /** Bytes that may wait to leave. */
    static final int BOUND = 256 * 1024;

    static final long PATIENCE_SECONDS = 60;

    private static final int PIECE = 32 * 1024;

    private final HttpExchange exchange;
    private final boolean silent;
    private final boolean chunked;
    private final Runnable finished;
    private final Semaphore permits = new Semaphore(BOUND);
    private final AtomicBoolean gone = new AtomicBoolean();
    private final List<Runnable> forgets = new ArrayList<>(2);

    /**
     * The body of an answer.
     *
     * @param silent whether the client is told nothing of the body, as after HEAD
     * @param finished runs when nothing more will be written
     */
    StreamedReply(HttpExchange exchange, boolean silent, Runnable finished) {
        this.exchange = exchange;
        this.silent = silent;
        this.chunked = !silent && !exchange.isHttp10();
        this.finished = finished;
        forgets.add(exchange.connection().whenGone(this::lost));
    }

    private void lost() {
        gone.set(true);
        permits.release(BOUND); // whoever waits sees that there is nothing to wait for
    }

    void begin(ActorSpecifier actor, int status, List<HttpResponse.Header> headers) {
        if (!chunked && !silent) {
            exchange.endConnection(); // the end of the connection is the end of the body
        }
        exchange.connection().beginAnswer(exchange, RawReply.head(exchange, actor, status, headers, chunked));
    }

    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
        if (silent) {
            throw new IOException("The client asked for the head only.");
        }
        for (int from = 0; from < bytes.length; from += PIECE) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE));
            boolean paid = permits.tryAcquire(piece.length, PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (gone.get() || !paid) {
                abort();
                throw new IOException("The reader has left.");
            }
            post(
                    () -> RawReply.chunk(exchange.connection().outbound().allocator(), piece, chunked),
                    () -> permits.release(piece.length),
                    false);
        }
    }

    @Override
    public void end() {
        post(() -> RawReply.end(exchange.connection().outbound().allocator(), chunked), () -> {}, true);
        over();
    }

    @Override
    public void abort() {
        if (silent) {
            end(); // the head was all of the answer
            return;
        }
        exchange.connection().outbox().post(new Written(() -> {
            if (exchange.connection().awaits(exchange)) {
                exchange.connection().outbound().cut();
            }
        }));
        over();
    }

    private void over() {
        forgets.forEach(Runnable::run);
        forgets.clear();
        finished.run();
    }

    @Override
    public void onGone(Runnable action) {
        forgets.add(exchange.connection().whenGone(action));
    }

    private void post(Supplier<ByteBuf> bytes, Runnable left, boolean last) {
        exchange.connection().outbox().post(new Written(() -> {
            HttpConnection connection = exchange.connection();
            if (!connection.awaits(exchange)) {
                left.run();
            } else if (last) {
                connection.answer(exchange, bytes.get());
            } else {
                connection.outbound().write(bytes.get(), left);
            }
        }));
    }

    private final class Written implements Outgoing {

        private final Runnable action;

        Written(Runnable action) {
            this.action = action;
        }

        @Override
        public Outbound outbound() {
            return exchange.connection().outbound();
        }

        @Override
        public void write() {
            action.run();
        }
    }
}
