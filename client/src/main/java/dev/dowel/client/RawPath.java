package dev.dowel.client;

/**
 * Paths of what is an actor's own (protocol 5).
 *
 * <p>Static; any thread.
 */
final class RawPath {

    private RawPath() {}

    /**
     * A path as a URL has it.
     *
     * @param prefix where the actor's own begins
     * @param path what the caller wrote, with or without a slash at its beginning, with or without a query
     */
    static String below(String prefix, String path) {
        return prefix + Percent.complete(path.startsWith("/") ? path : "/" + path);
    }
}
