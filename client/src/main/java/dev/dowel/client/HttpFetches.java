package dev.dowel.client;

import dev.dowel.ActorError;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are the actor's own (protocol 5). Usable from any thread.
 */
final class HttpFetches {

    private static final String BELOW = "/request";
    private static final String ORIGINAL_URL = "x-rivet-internal-original-request-url";

    private final ClientContext context;
    private final Approach approach;

    HttpFetches(ClientContext context, Approach approach) {
        this.context = context;
        this.approach = approach;
    }

    /** Gets a path below the actor. */
    <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> get(String path, BodyHandler<T> body) {
        URI uri = uri(path);
        return send(HttpRequest.newBuilder(uri).GET().build(), uri, Optional.empty(), body);
    }

    /** Sends a request, whose URL the actor sees as its caller wrote it. */
    <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body) {
        URI wanted = request.uri();
        String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
        return send(request, uri(wanted.getRawPath() + query), Optional.of(wanted.toASCIIString()), body);
    }

    /** The same for callers who wait for a future, which completes on the client's threads. */
    <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> body) {
        CompletableFuture<HttpResponse<T>> answer;
        try {
            answer = send(request, body);
        } catch (ActorError e) {
            return CompletableFuture.failedFuture(e);
        }
        var result = new CompletableFuture<HttpResponse<T>>();
        Completions.passCancellation(result, answer);
        Completions.whenDone(
                answer,
                (response, failure) -> Completions.run(context.threads(), () -> {
                    if (response == null) {
                        result.completeExceptionally(
                                failure == null ? ClientErrors.closed("call") : Waiting.error(failure));
                    } else {
                        result.complete(response);
                    }
                }));
        return result;
    }

    private URI uri(String path) {
        try {
            return context.gateway().raw(approach, RawPath.below(BELOW, path));
        } catch (IllegalArgumentException e) {
            throw ClientErrors.invalidArgument(e);
        }
    }

    private <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> send(
            HttpRequest request, URI uri, Optional<String> originalUrl, BodyHandler<T> body) {
        // A body whose length is known is there already, so it can be sent again. A stream cannot.
        boolean repeatable =
                request.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L) >= 0;
        boolean recreates = approach.recreates();
        return context.exchange(
                approach.params(),
                params -> prepared(request, uri, originalUrl, params),
                repeatable ? answer -> subscriber(answer, body, recreates) : body,
                Repeats.ifNothingRan(recreates),
                request.timeout().orElse(context.settings().callTimeout()));
    }

    /** The request as it is sent. Its time limit is not handed on: what the JDK's covers differs between versions. */
    private HttpRequest prepared(HttpRequest request, URI uri, Optional<String> originalUrl, Optional<String> params) {
        HttpRequest.Builder prepared = HttpRequest.newBuilder(uri)
                .method(request.method(), request.bodyPublisher().orElseGet(BodyPublishers::noBody))
                .expectContinue(request.expectContinue());
        request.version().ifPresent(prepared::version);
        request.headers().map().forEach((name, values) -> values.forEach(value -> prepared.header(name, value)));
        Iterator<String> own = HttpActions.toActor(context, approach, params).iterator();
        while (own.hasNext()) {
            String name = own.next();
            String value = own.next();
            if (name.startsWith("x-rivet-")
                    || request.headers().firstValue(name).isEmpty()) {
                prepared.setHeader(name, value);
            }
        }
        originalUrl.ifPresent(url -> prepared.setHeader(ORIGINAL_URL, url));
        return prepared.build();
    }

    /** Fails, to be repeated, if the head says that the actor is between two states; otherwise the caller's own. */
    private static <T extends @Nullable Object> BodySubscriber<T> subscriber(
            ResponseInfo answer, BodyHandler<T> body, boolean recreates) {
        Optional<ActorError> passing = answer.headers()
                .firstValue("x-rivet-error")
                .map(HttpFetches::named)
                .filter(error -> LifecycleErrors.isPassing(error) || (recreates && LifecycleErrors.isGone(error)));
        if (passing.isEmpty()) {
            return body.apply(answer);
        }
        return BodySubscribers.mapping(BodySubscribers.discarding(), nothing -> {
            throw passing.get();
        });
    }

    private static ActorError named(String name) {
        int dot = Math.max(name.indexOf('.'), 0);
        return new ActorError(
                name.substring(0, dot),
                name.substring(Math.min(dot + 1, name.length())),
                "The request did not reach the actor: " + name + ".",
                null);
    }
}
