package dev.dowel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import java.util.List;
import java.util.Optional;

/** What an actor answered to a {@link TestRequest}, the whole of it. Immutable. */
public final class TestResponse {

    private final int status;
    private final List<HttpResponse.Header> headers;
    private final byte[] body;

    TestResponse(int status, List<HttpResponse.Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers in order. */
    public List<HttpResponse.Header> headers() {
        return headers;
    }

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(HttpResponse.Header::value)
                .findFirst();
    }

    /** The body. */
    public byte[] bytes() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws RuntimeException saying what is wrong, if it is of another shape
     */
    public <T> T json(Class<T> type) {
        return RawValue.of(body, Dialect.PLAIN_JSON).decode(type);
    }

    @Override
    public String toString() {
        return "TestResponse[" + status + ", " + body.length + " bytes]";
    }
}
