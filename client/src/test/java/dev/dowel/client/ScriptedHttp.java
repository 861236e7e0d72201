package dev.dowel.client;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.Values;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers requests with what the test prepared, in order; leaves those beyond unanswered. Confined to the test's thread.
 */
final class ScriptedHttp implements HttpTransport {

    final List<Request> requests = new ArrayList<>();
    final List<CompletableFuture<Reply>> unanswered = new ArrayList<>();
    final List<HttpRequest> exchanges = new ArrayList<>();
    private final ArrayDeque<CompletableFuture<Reply>> replies = new ArrayDeque<>();

    @Override
    public CompletableFuture<Reply> send(Request request) {
        requests.add(request);
        CompletableFuture<Reply> reply = replies.poll();
        if (reply == null) {
            reply = new CompletableFuture<>();
            unanswered.add(reply);
        }
        return reply;
    }

    /** Requests of users are noted and not answered: their answers need real bodies. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        exchanges.add(request);
        return new CompletableFuture<>();
    }

    ScriptedHttp then(Reply reply) {
        replies.add(CompletableFuture.completedFuture(reply));
        return this;
    }

    ScriptedHttp thenBreak(Throwable failure) {
        replies.add(CompletableFuture.failedFuture(failure));
        return this;
    }

    ScriptedHttp thenError(int times, String group, String code) {
        for (int i = 0; i < times; i++) {
            then(error(503, new ErrorBody(group, code, "scripted")));
        }
        return this;
    }

    static Reply output(Object value) {
        byte[] output = Values.encode(Dialect.COMPAT_CBOR, value);
        return new Reply(200, "application/octet-stream", null, HttpBodies.actionResponse(Encoding.BARE, output));
    }

    /** What a queue answers. */
    static Reply completed(Object value) {
        byte[] response = Values.encode(Dialect.COMPAT_CBOR, value);
        return new Reply(200, "application/octet-stream", null, QueueBodies.completed(Encoding.BARE, response));
    }

    static Reply stored() {
        return new Reply(200, "application/octet-stream", null, QueueBodies.completed(Encoding.BARE, null));
    }

    static Reply timedOut() {
        return new Reply(200, "application/octet-stream", null, QueueBodies.timedOut(Encoding.BARE));
    }

    static Reply error(int status, ErrorBody error) {
        return new Reply(status, "application/octet-stream", "ray-1", HttpBodies.failure(Encoding.BARE, error));
    }

    static Reply json(int status, String text) {
        return new Reply(status, "application/json; charset=utf-8", null, text.getBytes(StandardCharsets.UTF_8));
    }

    String header(int request, String name) {
        List<String> headers = requests.get(request).headers();
        int at = headers.indexOf(name);
        return at < 0 ? "" : headers.get(at + 1);
    }
}
