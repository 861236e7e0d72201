package dev.dowel.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries single HTTP requests. Usable from any thread.
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
}
