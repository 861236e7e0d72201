package dev.dowel.server;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: what a listener counted, for those who may manage actors. Thread safe; {@link #answer} is for event
 * loops.
 *
 * <p>The page is made on one platform thread: it is too long for an event loop, and is wanted most when actors keep all
 * virtual threads busy. The thread exists only while somebody asks.
 */
final class MetricsEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final List<String> METHODS = List.of("GET", "HEAD");
    private static final byte[] ALLOW = ReplyBuffer.allowLine(METHODS);
    private static final int MOST_WAITING = 16;

    private final Optional<ServerListener.Page> page;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("dowel-metrics").daemon().factory());

    MetricsEndpoint(Optional<ServerListener.Page> page) {
        this.page = page;
        threads.allowCoreThreadTimeOut(true);
    }

    void answer(HttpExchange exchange) {
        HttpMethod method = exchange.request().method();
        if (page.isEmpty()) {
            exchange.fail(GatewayErrors.noRoute());
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            exchange.fail(GatewayErrors.methodNotAllowed(METHODS), 405, ALLOW);
        } else {
            Optional<ErrorBody> refusal = exchange.gateway().management().refusal(exchange.headers());
            refusal.ifPresentOrElse(exchange::fail, () -> ask(exchange, page.get()));
        }
    }

    private void ask(HttpExchange exchange, ServerListener.Page asked) {
        try {
            threads.execute(() -> make(exchange, asked));
        } catch (RejectedExecutionException e) {
            exchange.fail(GatewayErrors.tooManyConnections()); // whoever asks so often reads none of the answers
        }
    }

    private static void make(HttpExchange exchange, ServerListener.Page asked) {
        byte[] content;
        try {
            content = asked.content();
        } catch (RuntimeException e) {
            String ray = exchange.gateway().rays().next();
            LOG.error("The page of metrics could not be made (trace {})", ray, e);
            exchange.connection().outbox().post(new Answer(exchange, new byte[0], new byte[0], ray));
            return;
        }
        byte[] type = ReplyBuffer.ascii("content-type: " + asked.contentType() + "\r\n");
        exchange.connection().outbox().post(new Answer(exchange, type, content, null));
    }

    /** The page on its way to the event loop. Immutable. */
    private record Answer(
            HttpExchange exchange,
            byte[] type,
            byte[] content,
            @Nullable String failure) implements Outgoing {

        @Override
        public Outbound outbound() {
            return exchange.connection().outbound();
        }

        @Override
        public void write() {
            if (!exchange.connection().awaits(exchange)) {
                return;
            }
            if (failure == null) {
                exchange.succeed(type, content);
            } else {
                exchange.fail(GatewayErrors.internal(), 500, Encoding.JSON, failure, new byte[0]);
            }
        }
    }
}
