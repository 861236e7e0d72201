package dev.dowel.server;

import dev.dowel.protocol.Encoding;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client offers in {@code Sec-WebSocket-Protocol}: its way of passing options, because browsers set no headers on
 * WebSockets (protocol 1.5). Immutable.
 *
 * @param entries in the order offered
 */
record Subprotocols(List<String> entries) {

    static final String RIVET = "rivet";

    static Subprotocols of(HttpHeaders headers) {
        List<String> entries = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (String entry : value.split(",", -1)) {
                entries.add(entry.trim());
            }
        }
        return new Subprotocols(entries);
    }

    /** Whether an entry was offered. */
    boolean has(String entry) {
        return entries.contains(entry);
    }

    /** What follows a prefix in the first entry that begins with it. */
    Optional<String> valueOf(String prefix) {
        return entries.stream()
                .filter(entry -> entry.startsWith(prefix))
                .findFirst()
                .map(entry -> entry.substring(prefix.length()));
    }

    /** The encoding asked for: json if none is, empty if it does not exist. */
    Optional<Encoding> encoding() {
        return valueOf("rivet_encoding.").map(Encoding::named).orElse(Optional.of(Encoding.JSON));
    }
}
