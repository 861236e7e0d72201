package dev.dowel.client;

import dev.dowel.ActorHandle;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.QueueResponse;
import dev.dowel.protocol.WireException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Messages for the queues of one actor as single HTTP requests (protocol 6). Usable from any thread.
 */
final class HttpSends implements TypedSends.Route {

    private final ClientContext context;
    private final Approach approach;

    HttpSends(ClientContext context, Approach approach) {
        this.context = context;
        this.approach = approach;
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
        URI uri = context.gateway().actor(approach, "/queue/" + Percent.encode(queue));
        List<String> options = headers(sending.options());
        var repeats = new Repeats(
                approach.recreates(), sending.options().idempotencyKey().isPresent());
        return context.request(
                approach.params(),
                params -> {
                    List<String> headers = HttpActions.headers(context, approach, params);
                    headers.addAll(options);
                    return new HttpTransport.Request("POST", uri, headers, content);
                },
                reply -> response(encoding, reply),
                repeats,
                limit);
    }

    private static List<String> headers(SendOptions options) {
        var headers = new ArrayList<String>(6);
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
        return headers;
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
