package dev.dowel.attacks.actors;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls by plain JSON over HTTP, without a client that might repeat one. Usable from any thread. */
final class Calls implements AutoCloseable {

    /** Longer than any answer should take. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** What came back: the status, and the group and code of an error. */
    record Answer(int status, String code) {
        boolean isResult() {
            return status == 200;
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final String endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Calls(String endpoint) {
        this.endpoint = endpoint;
    }

    CompletableFuture<Answer> call(String type, String key, String action, Object... arguments) {
        URI uri = URI.create(endpoint + "/gateway/" + type + "/action/" + action
                + "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + key);
        byte[] body = json.writeValueAsBytes(json.createObjectNode().set("args", json.valueToTree(arguments)));
        return send(HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    CompletableFuture<Answer> health() {
        return send(HttpRequest.newBuilder(URI.create(endpoint + "/health")));
    }

    private CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return http.sendAsync(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> {
                    if (response.statusCode() == 200) {
                        return new Answer(200, "");
                    }
                    var error = json.readTree(response.body());
                    return new Answer(
                            response.statusCode(),
                            error.path("group").asString("") + "."
                                    + error.path("code").asString(""));
                });
    }

    /** A socket to an actor that is pinged and whose events are not read, beyond the first. */
    Pinged pinged(String type, String key) {
        Pongs pongs = new Pongs();
        return new Pinged(open(type, key, pongs).join(), pongs);
    }

    /** Subscribes to an event and reads nothing. */
    void deaf(String type, String key, String event) {
        WebSocket.Listener readsNothing = new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket webSocket) {
                // It asks for nothing, so that nothing is read.
            }
        };
        open(type, key, readsNothing)
                .thenCompose(socket -> socket.sendText(
                        new String(ConnectionFrames.subscription(Encoding.JSON, event, true), StandardCharsets.UTF_8),
                        true))
                .join();
    }

    private CompletableFuture<WebSocket> open(String type, String key, WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .subprotocols("rivet", "rivet_encoding.json")
                .buildAsync(
                        URI.create(endpoint.replace("http:", "ws:") + "/gateway/" + type
                                + "/connect?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key="
                                + key),
                        listener);
    }

    /** The answer to the ping that is under way. Usable from any thread. */
    static final class Pongs implements WebSocket.Listener {

        private volatile CompletableFuture<Long> next = new CompletableFuture<>();

        CompletableFuture<Long> expect() {
            CompletableFuture<Long> expected = new CompletableFuture<>();
            next = expected;
            return expected;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            webSocket.request(1);
            next.complete(System.nanoTime());
            return null;
        }
    }

    /** A socket that is pinged, one ping at a time. Used by one thread. */
    record Pinged(WebSocket socket, Pongs pongs) {

        /** Completes when the answer is there. */
        CompletableFuture<Long> ping() {
            CompletableFuture<Long> pong = pongs.expect();
            return socket.sendPing(ByteBuffer.allocate(0)).thenCompose(sent -> pong);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
