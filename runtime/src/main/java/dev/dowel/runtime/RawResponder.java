package dev.dowel.runtime;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the one answer to a raw request goes. One of {@link #respond}, {@link #stream} and {@link #fail} is called, once, on
 * any thread of the runtime; none of them blocks.
 */
public interface RawResponder {

    /** The whole answer. */
    void respond(ActorSpecifier actor, int status, List<HttpResponse.Header> headers, byte[] body);

    /** The beginning of an answer whose body follows. */
    BodySink stream(ActorSpecifier actor, int status, List<HttpResponse.Header> headers);

    /**
     * The actor failed, or never ran.
     *
     * @param traceId the id under which the cause was logged, or null
     */
    void fail(ErrorBody error, @Nullable String traceId);

    /** The body of a streamed answer. For one thread, which may block. */
    interface BodySink {

        /**
         * Sends bytes; blocks while more than a bound waits to be written.
         *
         * @throws IOException if the reader has left
         */
        void write(byte[] bytes) throws IOException, InterruptedException;

        /** Ends the body. */
        void end();

        /** Breaks the body off, so that the reader sees that it is not complete. */
        void abort();

        /** Runs something once when the reader has left, on any thread; at once if it already has. */
        void onGone(Runnable action);
    }
}
