package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.Target;

/** What a request is for. Immutable. */
sealed interface Route {

    /**
     * A stateless call (protocol 3.1).
     *
     * @param path the path below the actor
     * @param skipReadyWait whether it does not wait for the actor to be ready (protocol 2.6)
     */
    record Action(Target target, String name, String path, boolean skipReadyWait) implements Route {}

    /**
     * A message for a queue (protocol 6).
     *
     * @param path the path below the actor
     * @param skipReadyWait whether it does not wait for the actor to be ready (protocol 2.6)
     */
    record Queue(Target target, String name, String path, boolean skipReadyWait) implements Route {}

    /**
     * A connection (protocol 4.1).
     *
     * @param path the path below the actor
     * @param skipReadyWait whether it does not wait for the actor to be ready (protocol 2.6)
     */
    record Connect(Target target, String path, boolean skipReadyWait) implements Route {}

    /**
     * A request or socket of the actor's own (protocol 5).
     *
     * @param path the path below the actor
     * @param query without the gateway's parameters
     * @param skipReadyWait whether it does not wait for the actor to be ready (protocol 2.6)
     */
    record Raw(Target target, String path, String query, boolean skipReadyWait) implements Route {}

    /**
     * The management API (protocol 2.3).
     *
     * @param path what follows {@code /actors}
     */
    record Management(String path, String query) implements Route {}

    /** A text that is the same for everybody. */
    record Page(PageContent content) implements Route {}

    /** A file that the server has besides its actors. */
    record File(WebFile file) implements Route {}

    /** What the server counted, for those who may manage it. */
    record Metrics() implements Route {}

    /** The socket of health checks (protocol 1.7). */
    record HealthSocket() implements Route {}

    /** A request that is refused whatever its body. */
    record Refused(ErrorBody error) implements Route {}
}
