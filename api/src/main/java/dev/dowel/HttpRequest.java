package dev.dowel;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an actor's {@link Actor#onRequest}. Confined to the turn that handles it, except the body, which may be
 * read from any one thread until the answer is complete.
 */
public interface HttpRequest {

    /** The method, in capitals. */
    String method();

    /** The path below the actor, still percent-encoded: {@code /} or {@code /api/hello}. */
    String path();

    /** The query without its question mark, still percent-encoded; empty if there is none. */
    String query();

    /** The first value of a parameter of the query, decoded. */
    Optional<String> parameter(String name);

    /** The whole address as the caller knows it, with path and query. */
    String url();

    /** The first value of a header, whatever the case of its name. */
    Optional<String> header(String name);

    /** All headers, names in lower case. */
    Map<String, List<String>> headers();

    /**
     * The whole body. Blocks until it has arrived.
     *
     * @throws ActorError {@code message.incoming_too_long} beyond the bound, {@code actor.aborted} if the caller left
     */
    byte[] bytes();

    /** The whole body as UTF-8. */
    String text();

    /**
     * The whole body as JSON.
     *
     * @throws ActorError {@code actor.invalid_request} if it is of another shape
     */
    <T> T json(Class<T> type);

    /** The body as it arrives. Reading blocks; the sender is slowed down to the reader's speed. */
    InputStream stream();
}
