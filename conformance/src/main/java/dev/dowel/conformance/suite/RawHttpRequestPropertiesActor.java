package dev.dowel.conformance.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with everything a request is. Confined to the actor's turn. */
@ActorType("rawHttpRequestPropertiesActor")
final class RawHttpRequestPropertiesActor extends Actor<Void> {

    /** A request in the words of the fetch standard. */
    record Properties(
            String url,
            String pathname,
            String search,
            Map<String, String> searchParams,
            String hash,
            String method,
            Map<String, String> headers,
            @Nullable Object body,
            @Nullable String bodyText) {}

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        return switch (request.method()) {
            case "HEAD" -> HttpResponse.status(200);
            case "OPTIONS" -> HttpResponse.status(204);
            default -> HttpResponse.json(properties(request));
        };
    }

    private static Properties properties(HttpRequest request) {
        String text = request.text();
        Object body = text.isEmpty() ? null : body(request, text);
        return new Properties(
                request.url(),
                request.path(),
                request.query().isEmpty() ? "" : "?" + request.query(),
                parameters(request.query()),
                "",
                request.method(),
                HeaderLines.of(request.headers()),
                body,
                body instanceof String plain ? plain : null);
    }

    /** A text unless it claims to be JSON; null if it only claims to. */
    private static @Nullable Object body(HttpRequest request, String text) {
        if (!request.header("content-type").orElse("").contains("application/json")) {
            return text;
        }
        try {
            return request.json(Object.class);
        } catch (ActorError e) {
            return null;
        }
    }

    /** Of a parameter that occurs more than once, the last value counts. */
    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
