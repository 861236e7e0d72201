package dev.dowel;

import java.util.Map;
import java.util.Optional;

/**
 * What a caller brings when it connects: one WebSocket, or one action over HTTP. Confined to the actor's turn.
 *
 * <p>Nothing in it is trusted: verify tokens here, and do not take a user's id from an action's arguments.
 */
public interface ConnectRequest {

    /** Whether the caller sent connection parameters. */
    boolean hasParams();

    /**
     * The caller's connection parameters.
     *
     * @throws ActorError {@code actor.invalid_request} if they are missing or of another shape
     */
    <T> T params(Class<T> type);

    /** The method of the request, in capitals: {@code GET} for a WebSocket, {@code POST} for an action over HTTP. */
    String method();

    /** The path below the actor, such as {@code /connect} or {@code /action/increment}. */
    String path();

    /** The whole address as the caller knows it, without what is between client and gateway. */
    String url();

    /** The first value of a request header, whatever the case of its name. */
    Optional<String> header(String name);

    /** The request headers, names in lower case. */
    Map<String, String> headers();

    /** The caller's network address as the server sees it. */
    String remoteAddress();
}
