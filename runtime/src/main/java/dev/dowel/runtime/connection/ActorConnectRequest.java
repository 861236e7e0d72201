package dev.dowel.runtime.connection;

import dev.dowel.ConnectRequest;
import dev.dowel.runtime.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A caller that wants to connect, as hooks see it. Immutable. */
public record ActorConnectRequest(Caller caller) implements ConnectRequest {

    /** The gateway's own is nothing to the actor (protocol 5). */
    private static final String ORIGIN = "http://127.0.0.1";

    @Override
    public boolean hasParams() {
        return caller.params() != null;
    }

    @Override
    public <T> T params(Class<T> type) {
        return new UntrustedValue(caller.params(), "connection parameters").decode(type);
    }

    @Override
    public String method() {
        return caller.method();
    }

    @Override
    public String path() {
        return caller.path();
    }

    @Override
    public String url() {
        return caller.url().startsWith("/") ? ORIGIN + caller.url() : caller.url();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(caller.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Map<String, String> headers() {
        return caller.headers();
    }

    @Override
    public String remoteAddress() {
        return caller.remoteAddress();
    }
}
