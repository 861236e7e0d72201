package dev.dowel.server;

import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Reads the direct form of a gateway URL (protocol 2.4): an actor id, and perhaps a token that is not looked at. Static;
 * any thread.
 */
final class DirectTarget {

    private DirectTarget() {}

    /**
     * The actor that is meant, if the segment names one.
     *
     * @throws WireException {@code guard.query_invalid_percent_encoding}
     */
    static Optional<Target> read(String segment, HttpHeaders headers) {
        int at = segment.indexOf('@');
        return ofId(PercentEncoding.decode(at < 0 ? segment : segment.substring(0, at)), headers);
    }

    /** The actor with an id. Only Rust clients say in which namespace (protocol 11); the id alone names it. */
    static Optional<Target> ofId(String actorId, HttpHeaders headers) {
        return actorId.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target.ById(headers.get("x-rivet-namespace"), actorId));
    }
}
