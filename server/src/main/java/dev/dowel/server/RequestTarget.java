package dev.dowel.server;

/**
 * The target of a request line, split but not decoded. Immutable.
 *
 * @param path begins with a slash, except in requests that are answered {@code guard.no_route}
 * @param query what follows the first question mark; empty if there is none
 */
record RequestTarget(String path, String query) {

    static RequestTarget of(String uri) {
        int start = uri.startsWith("/") ? 0 : afterAuthority(uri);
        int question = uri.indexOf('?', start);
        return question < 0
                ? new RequestTarget(uri.substring(start), "")
                : new RequestTarget(uri.substring(start, question), uri.substring(question + 1));
    }

    /** Requests to proxies name scheme and host: RFC 9112 3.2.2 wants servers to accept that. */
    private static int afterAuthority(String uri) {
        int scheme = uri.indexOf("://");
        int slash = scheme < 0 ? -1 : uri.indexOf('/', scheme + 3);
        return Math.max(slash, 0);
    }
}
