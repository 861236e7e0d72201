package dev.dowel.protocol;

import java.util.Optional;

/**
 * How a client wants its messages written: the choice it makes per request or connection (protocol 1.5).
 *
 * <p>Immutable.
 */
public enum Encoding {
    JSON("json"),
    CBOR("cbor"),
    BARE("bare");

    private final String wireName;

    Encoding(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in headers and WebSocket subprotocols. */
    public String wireName() {
        return wireName;
    }

    /** The encoding of that name; empty if there is none. Names are case-sensitive. */
    public static Optional<Encoding> named(String wireName) {
        return switch (wireName) {
            case "json" -> Optional.of(JSON);
            case "cbor" -> Optional.of(CBOR);
            case "bare" -> Optional.of(BARE);
            default -> Optional.empty();
        };
    }

    /** Whether messages are text: WebSocket text frames and {@code application/json} bodies. */
    public boolean text() {
        return this == JSON;
    }
}
