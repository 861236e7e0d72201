package dev.dowel.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that wait for something, over all connections of a server, and how many there may be: each connection has bounds of
 * its own, but thousands of them could fill the memory nevertheless. Thread safe.
 */
final class Backlog {

    /** Less than this of one connection is not counted: what is counted is shared by all threads, and not free. */
    private static final int SMALL = 1024;

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    /** One of at most that many bytes. */
    Backlog(long most) {
        this.most = most;
    }

    /** Bytes that are counted now. */
    long bytes() {
        return bytes.get();
    }

    /** What one connection has in it, nothing yet. */
    Share share() {
        return new Share();
    }

    /** The bytes of one connection that wait for one thing. Event loop only. */
    final class Share {

        private long counted;

        /** Says how many there are now. False if there is no room for more of them: then it is as before. */
        boolean set(long now) {
            long next = now < SMALL ? 0 : now;
            long more = next - counted;
            if (more == 0) {
                return true;
            }
            if (bytes.addAndGet(more) > most && more > 0) {
                bytes.addAndGet(-more);
                return false;
            }
            counted = next;
            return true;
        }
    }
}
