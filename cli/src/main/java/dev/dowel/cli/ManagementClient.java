package dev.dowel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.Json;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.WireException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The management API of a server (protocol 2.3). Each method asks once and blocks until it is answered. Main thread only. */
final class ManagementClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String endpoint;
    private final String namespace;
    private final @Nullable String token;

    ManagementClient(String endpoint, String namespace, @Nullable String token) {
        this.endpoint = endpoint.replaceFirst("/+$", "");
        this.namespace = namespace;
        this.token = token;
    }

    /** A page of the actors of a name, newest first. */
    Map<?, ?> list(String name, int limit, @Nullable String cursor) {
        return json(
                "GET",
                "/actors?name=" + encoded(name) + "&limit=" + limit
                        + (cursor == null ? "" : "&cursor=" + encoded(cursor)));
    }

    /** The names that actors have. */
    List<String> names() {
        return json("GET", "/actors/names?").get("names") instanceof Map<?, ?> names
                ? names.keySet().stream().map(String::valueOf).sorted().toList()
                : List.of();
    }

    /**
     * What there is to know of an actor.
     *
     * @throws CommandException if it does not exist
     */
    Map<?, ?> find(ActorPlace place) {
        String which = switch (place) {
            case ActorPlace.ById byId -> "actor_ids=" + encoded(byId.id());
            case ActorPlace.ByKey byKey ->
                "name=" + encoded(byKey.name()) + "&key=" + encoded(KeyFormat.canonical(byKey.key()));
        };
        if (json("GET", "/actors?" + which).get("actors") instanceof List<?> actors
                && !actors.isEmpty()
                && actors.getFirst() instanceof Map<?, ?> actor) {
            return actor;
        }
        throw new CommandException("actor.not_found: There is no actor " + place + ".");
    }

    /** The id of an actor that exists. */
    String id(ActorPlace place) {
        return place instanceof ActorPlace.ById byId
                ? byId.id()
                : String.valueOf(find(place).get("actor_id"));
    }

    void destroy(String actorId) {
        json("DELETE", "/actors/" + encoded(actorId) + "?");
    }

    void sleep(String actorId) {
        json("POST", "/actors/" + encoded(actorId) + "/sleep?");
    }

    /** The state that was committed last, and the version of its type. */
    Map<?, ?> state(String actorId) {
        return json("GET", "/actors/" + encoded(actorId) + "/state?");
    }

    /** A text that the server has for everybody. */
    String text(String path) {
        return new String(body("GET", path), UTF_8);
    }

    private Map<?, ?> json(String method, String pathAndQuery) {
        String separator = pathAndQuery.endsWith("?") ? "" : "&";
        byte[] body = body(method, pathAndQuery + separator + "namespace=" + encoded(namespace));
        return parse(body) instanceof Map<?, ?> members ? members : Map.of();
    }

    private static @Nullable Object parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (WireException e) {
            throw new CommandException("The answer is not of a Dowel server: it is no JSON.", e);
        }
    }

    private byte[] body(String method, String pathAndQuery) {
        HttpResponse<byte[]> response = send(method, uri(pathAndQuery));
        if (response.statusCode() == 200) {
            return response.body();
        }
        throw new CommandException(reason(response));
    }

    private URI uri(String pathAndQuery) {
        try {
            return URI.create(endpoint + pathAndQuery);
        } catch (IllegalArgumentException e) {
            throw new CommandException("The endpoint is not a URL. It looks like http://localhost:6420.", e);
        }
    }

    private HttpResponse<byte[]> send(String method, URI uri) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
            if (token != null) {
                request.header("authorization", "Bearer " + token);
            }
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CommandException("No server answers at " + endpoint + ".", e);
        } catch (IOException e) {
            throw new CommandException("Asking " + endpoint + " failed: " + e + ".", e);
        } catch (IllegalArgumentException e) {
            throw new CommandException("The request cannot be sent: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.", e);
        }
    }

    private static String reason(HttpResponse<byte[]> response) {
        return parse(response.body()) instanceof Map<?, ?> error && error.get("code") != null
                ? error.get("group") + "." + error.get("code") + ": " + error.get("message")
                : "The server answered with status " + response.statusCode() + ".";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
