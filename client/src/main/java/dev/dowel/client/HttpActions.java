package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Actions as single HTTP requests (protocol 3). Usable from any thread.
 */
final class HttpActions {

    private final ClientContext context;

    HttpActions(ClientContext context) {
        this.context = context;
    }

    /**
     * Calls an action.
     *
     * @param params the connection parameters as JSON text, or null
     * @param arguments an encoded array
     */
    CompletableFuture<RawValue> call(ActorTarget target, @Nullable String params, String action, byte[] arguments) {
        Encoding encoding = context.settings().encoding();
        byte[] body = HttpBodies.actionRequest(encoding, arguments);
        if (body.length > context.settings().maxRequestBytes()) {
            return CompletableFuture.failedFuture(
                    ClientErrors.requestTooLarge(context.settings().maxRequestBytes()));
        }
        var request = new HttpTransport.Request(
                "POST",
                context.gateway().actor(target, "/action/" + Percent.encode(action)),
                headers(context, params),
                body);
        // An action called destroy that finds no actor has what it wants (protocol 7.1).
        boolean recreates = target instanceof ActorTarget.GetOrCreate && !action.equals("destroy");
        return context.request(request, reply -> output(encoding, reply), Repeats.ifNothingRan(recreates));
    }

    /** What the headers of actions and messages for queues have in common (protocol 1.5), to be added to. */
    static List<String> headers(ClientContext context, @Nullable String params) {
        Encoding encoding = context.settings().encoding();
        var headers = new ArrayList<String>(14);
        headers.add("x-rivet-encoding");
        headers.add(encoding.wireName());
        headers.add("content-type");
        headers.add(encoding.text() ? "application/json" : "application/octet-stream");
        if (params != null) {
            headers.add("x-rivet-conn-params");
            headers.add(params);
        }
        String token = context.gateway().token();
        if (token != null) {
            headers.add("x-rivet-token");
            headers.add(token);
        }
        return headers;
    }

    private static RawValue output(Encoding encoding, HttpTransport.Reply reply) {
        if (!reply.ok()) {
            throw failure(encoding, reply);
        }
        try {
            return HttpBodies.readActionResponse(encoding, reply.body());
        } catch (WireException e) {
            throw ClientErrors.invalidResponse(e);
        }
    }

    /** The error of an answer. JSON by its content type, whatever was asked for (protocol 3.3). */
    static ActorError failure(Encoding asked, HttpTransport.Reply reply) {
        boolean json = reply.contentType().toLowerCase(Locale.ROOT).startsWith("application/json");
        try {
            ErrorBody body = HttpBodies.readFailure(json ? Encoding.JSON : asked, reply.body());
            return ClientErrors.reported(body, reply.rayId());
        } catch (WireException e) {
            return ClientErrors.unexpectedStatus(reply.status());
        }
    }
}
