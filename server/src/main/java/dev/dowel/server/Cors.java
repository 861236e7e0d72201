package dev.dowel.server;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may use a server, by the origin they were loaded from. Immutable.
 *
 * <p>Requests without an {@code Origin} header (other servers, {@code curl}) are not concerned. A page whose origin is not
 * allowed gets {@code auth.forbidden} before anything runs, over WebSocket too; browsers hide that answer from the page.
 * This keeps foreign pages out and does not replace authentication: programs outside browsers send what they like.
 */
public final class Cors {

    private static final Cors ANY = new Cors(null);

    private final @Nullable Set<String> origins;

    private Cors(@Nullable Set<String> origins) {
        this.origins = origins;
    }

    /** Every page. The default, as in the reference system. */
    public static Cors any() {
        return ANY;
    }

    /**
     * Pages of the given origins only, each written as browsers do: {@code https://app.example.com}, with the port if it is
     * not the usual one. No origins: no pages.
     *
     * @throws IllegalArgumentException if one is not an origin
     */
    public static Cors allow(String... origins) {
        for (String origin : origins) {
            if (!origin.equals("null") && !origin.matches("[a-z][a-z0-9+.-]*://[^/?#@\\s]+")) {
                throw new IllegalArgumentException("\"" + origin
                        + "\" is not an origin. Write scheme, host and port only, such as https://app.example.com.");
            }
        }
        return new Cors(new LinkedHashSet<>(Arrays.asList(origins)));
    }

    /** Whether pages of an origin are allowed; null, no origin, always is. */
    boolean allows(@Nullable String origin) {
        return origin == null || origins == null || origins.contains(origin);
    }

    @Override
    public String toString() {
        return origins == null ? "Cors[any]" : "Cors" + origins;
    }
}
