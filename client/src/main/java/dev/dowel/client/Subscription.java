package dev.dowel.client;

/**
 * A registered listener. Usable from any thread.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Removes the listener; a call to it that has begun ends by itself. Closing twice does nothing. */
    @Override
    void close();
}
