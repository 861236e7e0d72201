package dev.dowel.client;

import dev.dowel.protocol.Encoding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client was built with, apart from where the server is. Immutable.
 *
 * @param params the connection parameters of handles that have none of their own, as JSON text, or null
 */
record ClientSettings(
        Encoding encoding,
        Duration callTimeout,
        int maxRequestBytes,
        int maxResponseBytes,
        @Nullable String params) {}
