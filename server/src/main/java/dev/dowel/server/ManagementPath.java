package dev.dowel.server;

import dev.dowel.protocol.WireException;
import java.util.Base64;

/** What a management request is about: the part of its path that follows {@code /actors} (protocol 2.3). Immutable. */
sealed interface ManagementPath {

    /** All actors. */
    record Actors() implements ManagementPath {}

    /** The names in use. */
    record Names() implements ManagementPath {}

    /** One actor. */
    record OneActor(String actorId) implements ManagementPath {}

    /** Putting one actor to sleep. */
    record Sleep(String actorId) implements ManagementPath {}

    /** Starting one actor anew. */
    record Reschedule(String actorId) implements ManagementPath {}

    /** What one actor keeps. */
    record State(String actorId) implements ManagementPath {}

    /**
     * One value of an actor's key-value store.
     *
     * @param key as it is in the path, not decoded yet
     */
    record KeyValue(String actorId, String key) implements ManagementPath {

        /**
         * The key's bytes, which the path has in base64: of either alphabet, with or without padding.
         *
         * @throws WireException {@code guard.invalid_request}
         */
        byte[] bytes() {
            String base64 = PercentEncoding.decode(key).replace('-', '+').replace('_', '/');
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw GatewayErrors.invalidManagement("The key in the path is not base64.");
            }
        }
    }

    /** A path that leads nowhere. */
    record Nowhere() implements ManagementPath {}

    /**
     * Reads a path.
     *
     * @throws WireException {@code guard.query_invalid_percent_encoding}
     */
    static ManagementPath of(String path) {
        if (path.isEmpty()) {
            return new Actors();
        }
        if (path.equals("/names")) {
            return new Names();
        }
        // A base64 key may have slashes of its own if the client did not encode them.
        String[] segments = path.substring(1).split("/", 4);
        if (segments[0].isEmpty()) {
            return new Nowhere();
        }
        String actorId = PercentEncoding.decode(segments[0]);
        return switch (segments.length) {
            case 1 -> new OneActor(actorId);
            case 2 -> ofActor(actorId, segments[1]);
            case 4 ->
                segments[1].equals("kv") && segments[2].equals("keys")
                        ? new KeyValue(actorId, segments[3])
                        : new Nowhere();
            default -> new Nowhere();
        };
    }

    private static ManagementPath ofActor(String actorId, String what) {
        return switch (what) {
            case "sleep" -> new Sleep(actorId);
            case "reschedule" -> new Reschedule(actorId);
            case "state" -> new State(actorId);
            default -> new Nowhere();
        };
    }
}
