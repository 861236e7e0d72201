package dev.dowel.server;

import org.jspecify.annotations.Nullable;

/**
 * A server cannot start as it is configured: the port is taken, a host is unknown, a setting is wrong. The message says what
 * to do. Immutable.
 */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message tells an operator what to do. */
    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
