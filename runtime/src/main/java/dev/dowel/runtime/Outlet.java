package dev.dowel.runtime;

import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's end of one socket. Its methods do not block, do not throw, may be called from any thread, and take effect
 * in the order they are called. After {@link #close} or {@link #deny} everything is ignored.
 */
public interface Outlet {

    /** Sends one message. The array is shared by all receivers of a broadcast and must not be changed. */
    void send(byte[] frame);

    /** Closes the socket after what was sent. */
    void close(int code, String reason);

    /**
     * The actor refused the connection. The gateway answers after a delay, so that clients that reconnect at once do not
     * flood it (protocol 4.5).
     *
     * @param traceId the id under which the cause was logged, or null
     */
    void deny(ErrorBody error, @Nullable String traceId);
}
