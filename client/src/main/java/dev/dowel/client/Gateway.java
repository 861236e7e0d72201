package dev.dowel.client;

import dev.dowel.protocol.KeyFormat;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a server: of its actors and of its management API (protocol 2.3, 2.4, 2.6).
 *
 * <p>Immutable.
 *
 * @param server where the server is
 * @param token the access token, or null; it is part of actors' URLs (protocol 1.3)
 */
record Gateway(ServerUrl server, String namespace, @Nullable String token) {

    private String base() {
        return server.base();
    }

    /**
     * The URL of an actor.
     *
     * @param path begins with a slash, or is empty; may have a query
     */
    URI actor(ActorTarget target, String path) {
        return URI.create(base() + inUrl(target, path, false));
    }

    /** The URL of one of an actor's actions or queues. */
    URI actor(Approach approach, String path) {
        return URI.create(base() + inUrl(approach.target(), path, approach.skipReadyWait()));
    }

    /** The URL of a request that is the actor's own. */
    URI raw(Approach approach, String path) {
        return URI.create(base() + toActor(approach, path));
    }

    /** The URL of a connection, or of a WebSocket that is the actor's own. */
    URI webSocket(Approach approach, String path) {
        return URI.create("ws" + base().substring("http".length()) + toActor(approach, path));
    }

    private String toActor(Approach approach, String path) {
        return approach.idOutsideUrl().isPresent() ? path : inUrl(approach.target(), path, approach.skipReadyWait());
    }

    private String inUrl(ActorTarget target, String pathAndQuery, boolean skipReadyWait) {
        int end = pathAndQuery.indexOf('?');
        String path = end < 0 ? pathAndQuery : pathAndQuery.substring(0, end);
        String ownQuery = end < 0 ? "" : pathAndQuery.substring(end + 1);
        return switch (target) {
            case ActorTarget.ById byId ->
                "/gateway/"
                        + Percent.encode(byId.id())
                        + (token == null ? "" : "@" + Percent.encode(token))
                        + pathAndQuery;
            case ActorTarget.Get get -> {
                Query query = query(ownQuery, "get");
                query.addKey(KeyFormat.query(get.key()));
                yield "/gateway/" + Percent.encode(get.name()) + path + query.end(skipReadyWait);
            }
            case ActorTarget.GetOrCreate getOrCreate -> {
                Query query = query(ownQuery, "getOrCreate");
                query.add("rvt-runner", "default");
                query.addKey(KeyFormat.query(getOrCreate.key()));
                getOrCreate.input().base64Url().ifPresent(input -> query.add("rvt-input", input));
                query.add("rvt-crash-policy", "sleep");
                yield "/gateway/" + Percent.encode(getOrCreate.name()) + path + query.end(skipReadyWait);
            }
        };
    }

    /** The URL of all actors, for creating one. */
    URI actors() {
        return URI.create(base() + "/actors" + new Query().add("namespace", namespace));
    }

    /** The URL of the actor of a key. */
    URI actorOfKey(ActorTarget.Get target) {
        return URI.create(base()
                + "/actors"
                + new Query()
                        .add("name", target.name())
                        .add("key", KeyFormat.canonical(target.key()))
                        .add("namespace", namespace));
    }

    /** The caller's own part of a query comes first. */
    private Query query(String ownQuery, String method) {
        Query query = new Query();
        if (!ownQuery.isEmpty()) {
            query.text.append('?').append(ownQuery);
        }
        return query.add("rvt-namespace", namespace).add("rvt-method", method);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Gateway[" + server + ", namespace " + namespace + "]";
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

        String end(boolean skipReadyWait) {
            if (token != null) {
                add("rvt-token", token);
            }
            if (skipReadyWait) {
                add("rvt-skip-ready-wait", "true");
            }
            return toString();
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
