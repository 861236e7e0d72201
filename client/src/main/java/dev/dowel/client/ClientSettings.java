package dev.dowel.client;

import dev.dowel.protocol.Encoding;
import java.time.Duration;
import java.util.List;

/**
 * What a client was built with, apart from where the server is. Immutable.
 *
 * @param maxInputBytes the largest input of an actor that goes with the URL of every call
 * @param headers names and values in turn of what every HTTP request has besides
 * @param params the connection parameters of handles that have none of their own
 * @param skipReadyWait whether handles skip the wait unless they say otherwise
 */
record ClientSettings(
        Encoding encoding,
        Duration callTimeout,
        int maxRequestBytes,
        int maxResponseBytes,
        int maxInputBytes,
        List<String> headers,
        ConnectionParams params,
        boolean skipReadyWait) {}
