package dev.dowel.server;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers as a map with names in lower case, built when somebody looks: most actors never do. Immutable, as
 * long as nobody changes the headers it was made from, which nobody does once they are parsed.
 */
final class HeaderMap extends AbstractMap<String, String> {

    private final HttpHeaders headers;
    private volatile @Nullable Map<String, String> built;

    HeaderMap(HttpHeaders headers) {
        this.headers = headers;
    }

    private Map<String, String> built() {
        Map<String, String> map = built;
        if (map == null) {
            map = build(headers);
            built = map;
        }
        return map;
    }

    /** Repeated headers are joined, as RFC 9110 5.3 allows. */
    private static Map<String, String> build(HttpHeaders headers) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            map.merge(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (first, next) -> first + ", " + next);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return built().get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return built().containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return built().entrySet();
    }
}
