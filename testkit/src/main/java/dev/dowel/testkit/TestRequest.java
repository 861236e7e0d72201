package dev.dowel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.RawRequest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to an actor's {@code onRequest}. Immutable.
 *
 * {@snippet :
 * TestResponse answer = actor.fetch(TestRequest.post("/notes?draft=1").json(new Note("hi")));
 * }
 */
public final class TestRequest {

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private TestRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** A {@code GET} of a path below the actor, which begins with a slash and may have a query. */
    public static TestRequest get(String pathAndQuery) {
        return of("GET", pathAndQuery);
    }

    /** A {@code POST} to a path below the actor. */
    public static TestRequest post(String pathAndQuery) {
        return of("POST", pathAndQuery);
    }

    /**
     * A request of any method.
     *
     * @throws IllegalArgumentException if the path does not begin with a slash
     */
    public static TestRequest of(String method, String pathAndQuery) {
        if (!pathAndQuery.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash, unlike \"" + pathAndQuery + "\".");
        }
        int mark = pathAndQuery.indexOf('?');
        return new TestRequest(
                method.toUpperCase(Locale.ROOT),
                mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark),
                mark < 0 ? "" : pathAndQuery.substring(mark + 1),
                Map.of(),
                new byte[0]);
    }

    /** The same with one more header. */
    public TestRequest header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        values.add(value);
        more.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
        return new TestRequest(method, path, query, more, body);
    }

    /** The same with a body. */
    public TestRequest bytes(byte[] newBody) {
        return new TestRequest(method, path, query, headers, newBody.clone());
    }

    /** The same with a text as UTF-8. */
    public TestRequest text(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    /**
     * The same with a value as JSON.
     *
     * @throws dev.dowel.ActorError {@code client.invalid_argument} if it cannot be written
     */
    public TestRequest json(@Nullable Object value) {
        try {
            return bytes(Values.encode(Dialect.PLAIN_JSON, value)).header("content-type", "application/json");
        } catch (UnserializableValueException e) {
            throw CallErrors.invalidArgument(e);
        }
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    RawRequest raw(Map<String, String> moreHeaders) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        moreHeaders.forEach((name, value) -> all.putIfAbsent(name, List.of(value)));
        String url = "http://test" + path + (query.isEmpty() ? "" : "?" + query);
        return new RawRequest(method, path, query, url, all, new ByteArrayInputStream(body));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
