package dev.dowel.runtime;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A request to an actor's own HTTP handler, or the opening of one of its raw WebSockets, as the gateway read it (protocol
 * 5). Immutable, except the body.
 *
 * @param method the method, in capitals
 * @param path the path below the actor, still percent-encoded
 * @param query the query without question mark and without the gateway's own parameters, still percent-encoded
 * @param url the whole address as the actor shows it
 * @param headers names in lower case, without those that are between client and gateway
 * @param body reads block until bytes arrive; the gateway reads from the socket no faster than this is read
 */
public record RawRequest(
        String method, String path, String query, String url, Map<String, List<String>> headers, InputStream body) {}
