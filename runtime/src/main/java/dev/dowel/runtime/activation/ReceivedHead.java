package dev.dowel.runtime.activation;

import dev.dowel.runtime.RawRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a raw request, or the opening of a raw WebSocket, says before its body. Immutable. */
abstract class ReceivedHead {

    private final RawRequest request;

    ReceivedHead(RawRequest request) {
        this.request = request;
    }

    /** The request itself. */
    final RawRequest request() {
        return request;
    }

    public final String path() {
        return request.path();
    }

    public final String query() {
        return request.query();
    }

    public final String url() {
        return request.url();
    }

    public final Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name.toLowerCase(Locale.ROOT)))
                .map(List::getFirst);
    }

    public final Map<String, List<String>> headers() {
        return request.headers();
    }
}
