package dev.dowel.client;

import dev.dowel.ActorError;
import java.net.URI;
import java.util.List;

/**
 * Opens sockets that carry whole messages. Usable from any thread; nothing in it blocks.
 */
interface SocketTransport {

    /**
     * What to open.
     *
     * @param mostMessageBytes the largest message from the server that is accepted
     */
    record Request(URI uri, List<String> subprotocols, int mostMessageBytes) {}

    /**
     * One socket. Usable from any thread. Messages leave in the order of the calls; calls before it is open, and after it
     * has ended, do nothing.
     */
    interface Socket {
        /**
         * Sends a message.
         *
         * @param text whether it is text, in UTF-8
         */
        void send(byte[] message, boolean text);

        /** Sends a probe that the server answers. */
        void ping();

        /** Asks for the next message: one is delivered for each request. The first is requested by opening. */
        void next();

        /** Bytes of messages that have not been written yet. */
        long queuedBytes();

        /** Begins the closing handshake after what was sent before. */
        void close(int code, String reason);

        /** Drops the connection at once, or stops opening it. No more events follow. */
        void abort();
    }

    /** What happens to one socket, told one after another. Implementations must not block. */
    interface Events {
        /** The socket is open. */
        void opened();

        /**
         * A whole message arrived.
         *
         * @param text whether it is text, in UTF-8
         */
        void message(byte[] message, boolean text);

        /** The server gave a sign of life that is not a message. */
        void heard();

        /** The server closed the socket. The last event. */
        void closed(int code, String reason);

        /** The socket could not be opened or broke. The last event. */
        void failed(ActorError error);
    }

    /** Opens a socket. Returns before it is open; everything else is told to the events. */
    Socket open(Request request, Events events);
}
