package dev.dowel.client;

import dev.dowel.ActorHandle;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.QueueResponse;
import dev.dowel.protocol.WireException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Messages for the queues of one actor as single HTTP requests (protocol 6). Usable from any thread.
 */
final class HttpSends implements TypedSends.Route {

    private final ClientContext context;
    private final ActorTarget target;
    private final @Nullable String params;

    /**
     * Creates a way to an actor's queues.
     *
     * @param params the connection parameters as JSON text, or null
     */
    HttpSends(ClientContext context, ActorTarget target, @Nullable String params) {
        this.context = context;
        this.target = target;
        this.params = params;
    }

    /** How long a send may take: what calls may, and what it waits for by itself. */
    Duration limit(ActorHandle.Sending sending) {
        Duration callTimeout = context.settings().callTimeout();
        return sending.patience().map(callTimeout::plus).orElse(callTimeout);
    }

    @Override
    public CompletableFuture<QueueResponse> send(ActorHandle.Sending sending, byte[] body) {
        return send(sending, body, limit(sending));
    }

    CompletableFuture<QueueResponse> send(ActorHandle.Sending sending, byte[] body, Duration limit) {
        Encoding encoding = context.settings().encoding();
        String queue = sending.queue().name();
        byte[] content = QueueBodies.request(encoding, queue, body, sending.patience());
        if (content.length > context.settings().maxRequestBytes()) {
            return CompletableFuture.failedFuture(
                    ClientErrors.requestTooLarge(context.settings().maxRequestBytes()));
        }
        SendOptions options = sending.options();
        List<String> headers = HttpActions.headers(context, params);
        add(headers, options);
        var request = new HttpTransport.Request(
                "POST", context.gateway().actor(target, "/queue/" + Percent.encode(queue)), headers, content);
        var repeats = new Repeats(
                target instanceof ActorTarget.GetOrCreate,
                options.idempotencyKey().isPresent());
        return context.request(request, reply -> response(encoding, reply), repeats, limit);
    }

    private static void add(List<String> headers, SendOptions options) {
        options.idempotencyKey().ifPresent(key -> {
            headers.add("idempotency-key");
            headers.add(checked(key));
        });
        if (!options.delay().isZero()) {
            headers.add("x-dowel-delay-ms");
            headers.add(wholeMillis(options.delay()));
        }
        options.timeToLive().ifPresent(time -> {
            headers.add("x-dowel-ttl-ms");
            headers.add(wholeMillis(time));
        });
    }

    private static String wholeMillis(Duration time) {
        return Long.toString(time.plusNanos(999_999).toMillis());
    }

    /** A header carries no others, and loses white space at its ends: two keys could become one. */
    private static String checked(String key) {
        if (!key.equals(key.strip()) || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw ClientErrors.invalidArgument(new IllegalArgumentException(
                    "an idempotency key consists of ASCII characters, without spaces at its ends"));
        }
        return key;
    }

    private static QueueResponse response(Encoding encoding, HttpTransport.Reply reply) {
        if (!reply.ok()) {
            throw HttpActions.failure(encoding, reply);
        }
        try {
            return QueueBodies.readResponse(encoding, reply.body());
        } catch (WireException e) {
            throw ClientErrors.invalidResponse(e);
        }
    }
}
