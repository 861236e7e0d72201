package dev.dowel.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is: known from the beginning, or asked for when it is needed first. Thread safe.
 */
final class ServerUrl {

    private final Supplier<String> source;
    private volatile @Nullable String base;

    private ServerUrl(Supplier<String> source, @Nullable String base) {
        this.source = source;
        this.base = base;
    }

    /**
     * A URL that is known.
     *
     * @param base scheme, host, port and path, without a slash at the end
     */
    static ServerUrl known(String base) {
        return new ServerUrl(() -> base, base);
    }

    /**
     * A URL that is asked for until it is told, and then kept.
     *
     * @param source tells the URL, without namespace and token, or throws if it is not known yet
     */
    static ServerUrl asked(Supplier<String> source) {
        return new ServerUrl(source, null);
    }

    /**
     * Scheme, host, port and path, without a slash at the end.
     *
     * @throws IllegalArgumentException if what was told cannot be used, saying why
     */
    String base() {
        String known = base;
        if (known == null) {
            Endpoint endpoint = Endpoint.parse(source.get());
            if (endpoint.namespace() != null) {
                throw new IllegalArgumentException(
                        "An endpoint that is asked for has no namespace and token; give them to the client's builder.");
            }
            known = endpoint.base();
            base = known;
        }
        return known;
    }

    @Override
    public String toString() {
        String known = base;
        return known == null ? "a server that was not needed yet" : known;
    }
}
