package dev.dowel.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is: {@code scheme://[namespace[:token]@]host[:port][/path]} taken apart (protocol 1.2).
 *
 * <p>Immutable.
 *
 * @param base scheme, host, port and path, without a slash at the end
 * @param namespace the decoded namespace, or null if the text has none
 * @param token the decoded token, or null if the text has none
 */
record Endpoint(
        String base, @Nullable String namespace, @Nullable String token) {

    /**
     * Takes an endpoint apart.
     *
     * @throws IllegalArgumentException saying what is wrong; the text itself is not repeated, since it may hold a token
     */
    static Endpoint parse(String text) {
        URI uri = parseUri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid("it must begin with http:// or https://");
        }
        if (uri.getRawQuery() != null) {
            throw invalid("it must not have a query");
        }
        if (uri.getRawFragment() != null) {
            throw invalid("it must not have a fragment");
        }
        if (uri.getHost() == null) {
            throw invalid("it has no valid host name");
        }
        if (uri.getPort() > 65_535) {
            throw invalid("its port is above 65535");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String base = scheme + "://" + uri.getHost() + port + path(uri);
        String user = uri.getRawUserInfo();
        if (user == null || user.isEmpty()) {
            return new Endpoint(base, null, null);
        }
        return withCredentials(base, user);
    }

    private static Endpoint withCredentials(String base, String user) {
        int colon = user.indexOf(':');
        String namespace = decode(colon < 0 ? user : user.substring(0, colon));
        if (namespace.isEmpty()) {
            throw invalid("it has a token but no namespace; write namespace:token@host");
        }
        String token = colon < 0 ? "" : decode(user.substring(colon + 1));
        return new Endpoint(base, namespace, token.isEmpty() ? null : token);
    }

    private static URI parseUri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("it is not a URL: " + e.getReason());
        }
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.replaceAll("/{2,}", "/").replaceFirst("/$", "");
    }

    private static String decode(String part) {
        try {
            return Percent.decode(part);
        } catch (IllegalArgumentException e) {
            throw invalid("its namespace or token has " + e.getMessage());
        }
    }

    private static IllegalArgumentException invalid(String why) {
        return new IllegalArgumentException("The endpoint is not usable: " + why
                + ". It has the form http://[namespace[:token]@]host[:port][/path].");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Endpoint[" + base + (namespace == null ? "" : ", namespace " + namespace) + "]";
    }
}
