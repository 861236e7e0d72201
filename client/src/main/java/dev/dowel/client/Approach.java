package dev.dowel.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which actor a handle means, and how it comes to it.
 *
 * <p>Immutable.
 *
 * @param skipReadyWait whether the server passes on what it has even if the actor is not ready (protocol 2.6)
 */
record Approach(ActorTarget target, ConnectionParams params, boolean skipReadyWait) {

    Approach with(ConnectionParams others) {
        return new Approach(target, others, skipReadyWait);
    }

    Approach withSkipReadyWait(boolean skip) {
        return new Approach(target, params, skip);
    }

    /** Whether the actor is created if there is none. */
    boolean recreates() {
        return target instanceof ActorTarget.GetOrCreate;
    }

    /** The id that headers or subprotocols carry instead of the URL: published clients do so for what need not be ready. */
    Optional<String> idOutsideUrl() {
        return skipReadyWait && target instanceof ActorTarget.ById(String id) ? Optional.of(id) : Optional.empty();
    }

    /** What HTTP requests say about the way to the actor: names and values of headers in turn. */
    List<String> headers() {
        if (!skipReadyWait) {
            return List.of();
        }
        var headers = new ArrayList<>(List.of("x-rivet-skip-ready-wait", "1"));
        idOutsideUrl().ifPresent(id -> headers.addAll(List.of("x-rivet-target", "actor", "x-rivet-actor", id)));
        return headers;
    }

    /**
     * What WebSockets say about it, and with what they come: subprotocols in the order of the published clients (protocol 1.5).
     *
     * @param encoding the name of one
     * @param token the access token, for URLs that have no place for it
     * @param paramsText the connection parameters as JSON text
     */
    List<String> subprotocols(String encoding, @Nullable String token, Optional<String> paramsText) {
        var offered = new ArrayList<>(List.of("rivet", "rivet_encoding." + encoding));
        idOutsideUrl().ifPresent(id -> {
            offered.addAll(List.of("rivet_target.actor", "rivet_actor." + id));
            if (token != null) {
                offered.add("rivet_token." + token);
            }
        });
        if (skipReadyWait) {
            offered.add("rivet_skip_ready_wait");
        }
        paramsText.ifPresent(text -> offered.add("rivet_conn_params." + Percent.encode(text)));
        return List.copyOf(offered);
    }
}
