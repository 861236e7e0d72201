package dev.dowel.server;

import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Reads the actor that headers or WebSocket subprotocols name (protocol 2.6). Static; any thread.
 */
final class HeaderTarget {

    private HeaderTarget() {}

    static Optional<Target> read(HttpHeaders headers) {
        if (headers.contains("x-rivet-target", "actor", false)) {
            String actorId = headers.get("x-rivet-actor");
            return actorId == null ? Optional.empty() : DirectTarget.ofId(actorId, headers);
        }
        Subprotocols offered = Subprotocols.of(headers);
        return offered.has("rivet_target.actor")
                ? offered.valueOf("rivet_actor.").flatMap(actorId -> DirectTarget.ofId(actorId, headers))
                : Optional.empty();
    }
}
