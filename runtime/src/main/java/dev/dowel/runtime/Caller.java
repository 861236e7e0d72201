package dev.dowel.runtime;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as the gateway knows. Nothing in it is trusted. Immutable.
 *
 * @param params the connection parameters, not decoded yet, or null for none
 * @param encoding what answers are written in
 * @param method the method of the request, in capitals
 * @param path the path below the actor
 * @param url the whole address as the actor shows it, or only what follows its origin
 * @param headers the request's headers, names in lower case
 * @param remoteAddress the peer's address
 * @param skipReadyWait whether it wants to reach an actor that is starting or going to sleep (protocol 2.6)
 */
public record Caller(
        @Nullable RawValue params,
        Encoding encoding,
        String method,
        String path,
        String url,
        Map<String, String> headers,
        String remoteAddress,
        boolean skipReadyWait) {

    /** A caller that waits until the actor is ready, and got the path, as far as anybody knows. */
    public Caller(
            @Nullable RawValue params,
            Encoding encoding,
            String path,
            Map<String, String> headers,
            String remoteAddress) {
        this(params, encoding, "GET", path, path, headers, remoteAddress, false);
    }
}
