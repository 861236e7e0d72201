package dev.dowel.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries single HTTP requests: those of the protocol, whose bodies are bytes, and those of users as the JDK has them. Usable
 * from any thread.
 */
interface HttpTransport {

    /**
     * A request.
     *
     * @param headers names and values in turn
     * @param body what to send, or null for no body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String method, URI uri, List<String> headers, byte @Nullable [] body) {}

    /**
     * An answer.
     *
     * @param contentType the value of that header, or an empty string
     * @param rayId the value of {@code x-rivet-ray-id}, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reply(int status, String contentType, @Nullable String rayId, byte[] body) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Sends a request. Does not block. The future fails with the transport's own exceptions, see {@link
     * ClientErrors#network}; cancelling it abandons the request.
     */
    CompletableFuture<Reply> send(Request request);

    /** Sends a request of the JDK's kind, in the same way. */
    <T extends @Nullable Object> CompletableFuture<HttpResponse<T>> exchange(
            HttpRequest request, HttpResponse.BodyHandler<T> body);
}
