package dev.dowel.server;

import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Json;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime's answer to a management request, on its way to the event loop. Immutable.
 *
 * @param exchange the request
 * @param json the answer's body; not asked for if there is a failure
 * @param failure why there is none, or null
 */
record ManagementAnswer(
        HttpExchange exchange,
        Supplier<Map<String, ?>> json,
        @Nullable Throwable failure) implements Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementApi.class);

    @Override
    public Outbound outbound() {
        return exchange.connection().outbound();
    }

    @Override
    public void write() {
        if (!exchange.connection().awaits(exchange)) {
            return;
        }
        switch (failure) {
            case null -> exchange.succeed(Pages.JSON, Json.write(json.get()));
            case CompletionException wrapper when wrapper.getCause() instanceof ActorError error -> fail(error);
            case ActorError error -> fail(error);
            default -> failInternally(failure);
        }
    }

    private void fail(ActorError error) {
        ErrorBody body = new ErrorBody(error.group(), error.code(), error.getMessage(), error.metadata(), null);
        exchange.fail(body, ErrorStatus.of(body), Encoding.JSON, error.traceId().orElse(null), new byte[0]);
    }

    private void failInternally(Throwable cause) {
        String ray = exchange.gateway().rays().next();
        LOG.error("A management request failed (trace {})", ray, cause);
        exchange.fail(GatewayErrors.internal(), 500, Encoding.JSON, ray, new byte[0]);
    }
}
