package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
     * @param arguments an encoded array
     */
    CompletableFuture<RawValue> call(Approach approach, String action, byte[] arguments) {
        Encoding encoding = context.settings().encoding();
        byte[] body = HttpBodies.actionRequest(encoding, arguments);
        if (body.length > context.settings().maxRequestBytes()) {
            return CompletableFuture.failedFuture(
                    ClientErrors.requestTooLarge(context.settings().maxRequestBytes()));
        }
        URI uri = context.gateway().actor(approach, "/action/" + Percent.encode(action));
        // An action called destroy that finds no actor has what it wants (protocol 7.1).
        boolean recreates = approach.recreates() && !action.equals("destroy");
        return context.request(
                approach.params(),
                params -> new HttpTransport.Request("POST", uri, headers(context, approach, params), body),
                reply -> output(encoding, reply),
                Repeats.ifNothingRan(recreates),
                context.settings().callTimeout());
    }

    /** What the headers of actions and messages for queues have in common (protocol 1.5), to be added to. */
    static List<String> headers(ClientContext context, Approach approach, Optional<String> params) {
        Encoding encoding = context.settings().encoding();
        List<String> headers = toActor(context, approach, params);
        headers.add("x-rivet-encoding");
        headers.add(encoding.wireName());
        headers.add("content-type");
        headers.add(encoding.text() ? "application/json" : "application/octet-stream");
        return headers;
    }

    /** What the headers of all requests to actors have in common, to be added to. */
    static List<String> toActor(ClientContext context, Approach approach, Optional<String> params) {
        var headers = new ArrayList<>(context.settings().headers());
        headers.addAll(approach.headers());
        params.ifPresent(text -> {
            headers.add("x-rivet-conn-params");
            headers.add(text);
        });
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
