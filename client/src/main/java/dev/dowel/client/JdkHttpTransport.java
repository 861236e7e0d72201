package dev.dowel.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by the JDK's client. Usable from any thread.
 */
final class JdkHttpTransport implements HttpTransport {

    private final HttpClient client;
    private final int mostResponseBytes;

    JdkHttpTransport(HttpClient client, int mostResponseBytes) {
        this.client = client;
        this.mostResponseBytes = mostResponseBytes;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        BodyPublisher body =
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body());
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).method(request.method(), body);
        if (!request.headers().isEmpty()) {
            builder.headers(request.headers().toArray(String[]::new));
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(builder.build(), response -> new LimitedBody(mostResponseBytes));
        CompletableFuture<Reply> reply = exchange.thenApply(JdkHttpTransport::reply);
        Completions.passCancellation(reply, exchange);
        return reply;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> exchange(
            HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return client.sendAsync(request, body);
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.headers().firstValue("x-rivet-ray-id").orElse(null),
                response.body());
    }
}
