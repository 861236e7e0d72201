package dev.dowel.runtime;

import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's end of one raw WebSocket. Its methods do not block, do not throw, may be called from any thread, and take
 * effect in the order they are called. After {@link #close} or {@link #deny} everything is ignored.
 */
public interface RawOutlet {

    /** Sends a text message. */
    void text(String text);

    /** Sends a binary message. The array must not be changed. */
    void binary(byte[] bytes);

    /** A message that arrived was handled: the gateway may read on if it waited for that. */
    void handled();

    /** Closes the socket after what was sent. */
    void close(int code, String reason);

    /** The actor refused the socket; see {@link Outlet#deny}. */
    void deny(ErrorBody error, @Nullable String traceId);
}
