package dev.dowel.server;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RawRequest;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the head of a raw request or socket into what the runtime takes (protocol 5). Static; any thread. */
final class RawHead {

    private static final String ORIGINAL_URL = "x-rivet-internal-original-request-url";

    /** What is between client and gateway, and nothing to the actor. */
    private static final Set<String> GATEWAYS_OWN = Set.of(
            ORIGINAL_URL,
            "x-rivet-conn-params",
            "x-rivet-token",
            "x-rivet-target",
            "x-rivet-actor",
            "x-rivet-namespace",
            "x-rivet-skip-ready-wait",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "expect",
            "upgrade");

    private RawHead() {}

    static RawRequest request(HttpExchange exchange, Route.Raw route, String path, InputStream body) {
        String original = exchange.headers().get(ORIGINAL_URL);
        String query = route.query().isEmpty() ? "" : "?" + route.query();
        String url = original == null || original.isEmpty() ? "http://127.0.0.1" + path + query : original;
        return new RawRequest(
                exchange.request().method().name(), path, route.query(), url, headers(exchange.headers()), body);
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!GATEWAYS_OWN.contains(name)) {
                map.computeIfAbsent(name, n -> new ArrayList<>(1)).add(header.getValue());
            }
        }
        return map;
    }

    static Caller caller(HttpExchange exchange, Route.Raw route, RawRequest request, @Nullable RawValue params) {
        return new Caller(
                params,
                Encoding.JSON,
                request.method(),
                request.path(),
                request.url(),
                new HeaderMap(exchange.headers()),
                exchange.connection().remoteAddress(),
                route.skipReadyWait());
    }
}
