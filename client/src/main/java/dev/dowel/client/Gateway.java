package dev.dowel.client;

import dev.dowel.protocol.KeyFormat;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a server: of its actors and of its management API (protocol 2.3, 2.4).
 *
 * <p>Immutable.
 *
 * @param base the server's URL without a slash at the end
 * @param token the access token, or null; it is part of actors' URLs (protocol 1.3)
 */
record Gateway(String base, String namespace, @Nullable String token) {

    /**
     * The URL of an actor.
     *
     * @param path begins with a slash, or is empty
     */
    URI actor(ActorTarget target, String path) {
        return URI.create(base + actorPath(target, path));
    }

    /** The same with the scheme of WebSockets. */
    URI webSocket(ActorTarget target, String path) {
        return URI.create("ws" + base.substring("http".length()) + actorPath(target, path));
    }

    private String actorPath(ActorTarget target, String path) {
        return switch (target) {
            case ActorTarget.ById byId ->
                "/gateway/" + Percent.encode(byId.id()) + (token == null ? "" : "@" + Percent.encode(token)) + path;
            case ActorTarget.Get get -> {
                Query query = query("get");
                query.addKey(KeyFormat.query(get.key()));
                yield "/gateway/" + Percent.encode(get.name()) + path + query.end();
            }
            case ActorTarget.GetOrCreate getOrCreate -> {
                Query query = query("getOrCreate");
                query.add("rvt-runner", "default");
                query.addKey(KeyFormat.query(getOrCreate.key()));
                getOrCreate.input().base64Url().ifPresent(input -> query.add("rvt-input", input));
                query.add("rvt-crash-policy", "sleep");
                yield "/gateway/" + Percent.encode(getOrCreate.name()) + path + query.end();
            }
        };
    }

    /** The URL of all actors, for creating one. */
    URI actors() {
        return URI.create(base + "/actors" + new Query().add("namespace", namespace));
    }

    /** The URL of the actor of a key. */
    URI actorOfKey(ActorTarget.Get target) {
        return URI.create(base
                + "/actors"
                + new Query()
                        .add("name", target.name())
                        .add("key", KeyFormat.canonical(target.key()))
                        .add("namespace", namespace));
    }

    private Query query(String method) {
        return new Query().add("rvt-namespace", namespace).add("rvt-method", method);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Gateway[" + base + ", namespace " + namespace + "]";
    }

    /** A query string in the making, form-encoded. */
    private final class Query {

        private final StringBuilder text = new StringBuilder();

        Query add(String name, String value) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            return this;
        }

        void addKey(String key) {
            if (!key.isEmpty()) {
                add("rvt-key", key);
            }
        }

        String end() {
            return token == null ? toString() : add("rvt-token", token).toString();
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
