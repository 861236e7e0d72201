package dev.dowel.server;

import dev.dowel.ActorKey;
import dev.dowel.protocol.InputFormat;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the management API is sent. Lenient about members it has no use for. Static; any thread. */
final class ManagementInput {

    private static final String DEFAULT_NAMESPACE = "default";

    private ManagementInput() {}

    /** The namespace, {@code default} if none is named. */
    static String namespace(QueryParameters query) {
        String namespace = query.single("namespace");
        if (namespace == null || namespace.isEmpty()) {
            return DEFAULT_NAMESPACE;
        }
        if (namespace.length() > Limits.NAMESPACE_CHARS) {
            throw GatewayErrors.query(
                    "query_invalid_params", "The namespace is longer than " + Limits.NAMESPACE_CHARS + " characters.");
        }
        return namespace;
    }

    /** How many actors to list. */
    static int limit(QueryParameters query) {
        String limit = query.single("limit");
        if (limit == null) {
            return Limits.LIST_LIMIT;
        }
        try {
            int value = Integer.parseInt(limit);
            if (value >= 1) {
                return Math.min(value, Limits.LIST_LIMIT);
            }
        } catch (NumberFormatException e) {
            // Falls through: not a number is no better than a number that is too small.
        }
        throw GatewayErrors.query("query_invalid_params", "limit is not a number greater than 0.");
    }

    /**
     * An actor to find or create. Immutable.
     *
     * @param input what to create it with, or null
     */
    record NewActor(ActorAddress address, @Nullable RawValue input) {

        /**
         * Reads the body of PUT and POST.
         *
         * @throws WireException {@code actor.invalid_request} and what is wrong with name, key or input
         */
        static NewActor read(String namespace, byte[] body) {
            if (!(Json.parse(body) instanceof Map<?, ?> members)) {
                throw GatewayErrors.invalidActorRequest("The body is not an object.");
            }
            String name = text(members, "name");
            if (name == null) {
                throw GatewayErrors.invalidActorRequest("The body lacks the member \"name\".");
            }
            String key = text(members, "key");
            String input = text(members, "input");
            ActorKey parsedKey = key == null ? ActorKey.of() : KeyFormat.check(KeyFormat.parseCanonical(key));
            return new NewActor(
                    new ActorAddress(namespace, KeyFormat.checkName(name), parsedKey),
                    input == null ? null : InputFormat.fromBase64(input));
        }

        private static @Nullable String text(Map<?, ?> members, String name) {
            return switch (members.get(name)) {
                case null -> null;
                case String text -> text;
                default -> throw GatewayErrors.invalidActorRequest("The member \"" + name + "\" is not a string.");
            };
        }
    }
}
