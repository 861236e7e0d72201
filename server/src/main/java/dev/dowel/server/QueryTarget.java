package dev.dowel.server;

import static dev.dowel.server.GatewayErrors.query;

import dev.dowel.ActorKey;
import dev.dowel.protocol.InputFormat;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query form of a gateway URL (protocol 2.4): a name in the path and {@code rvt-*} parameters that say which
 * actor of that name. Confined to one request.
 */
final class QueryTarget {

    private static final String PREFIX = "rvt-";
    private static final Set<String> CRASH_POLICIES = Set.of("restart", "sleep", "destroy");
    private static final Set<String> BOOLEANS = Set.of("true", "false", "1", "0");

    private @Nullable String namespace;
    private @Nullable String method;
    private @Nullable String runner;
    private @Nullable String pool;
    private @Nullable String key;
    private @Nullable String input;
    private @Nullable String region;
    private @Nullable String crashPolicy;
    private @Nullable String token;
    private @Nullable String skipReadyWait;

    private QueryTarget() {}

    /** Whether a URL has this form: any parameter whose name begins with {@code rvt-}. */
    static boolean isIn(String query) {
        return query.startsWith(PREFIX) || query.contains("&" + PREFIX);
    }

    /**
     * The actor that is meant.
     *
     * @param segment the path segment with the name, not decoded yet
     * @throws WireException one of the {@code guard.query_*} errors, or {@code actor.invalid_name}, {@code
     *     actor.key_too_large}, {@code actor.input_too_large}
     */
    static Target read(String segment, String query) {
        if (segment.indexOf('@') >= 0) {
            throw query("query_path_token_syntax", "A token goes into rvt-token when the actor is named by a query.");
        }
        String name = PercentEncoding.decode(segment);
        if (name.isEmpty()) {
            throw query("query_empty_actor_name", "The actor name is empty.");
        }
        QueryTarget target = new QueryTarget();
        QueryParameters.parse(query, PREFIX)
                .list()
                .forEach(parameter -> target.set(parameter.name(), parameter.value()));
        return target.of(KeyFormat.checkName(name));
    }

    private void set(String name, String value) {
        switch (name) {
            case "rvt-namespace" -> namespace = once(namespace, value);
            case "rvt-method" -> method = once(method, value);
            case "rvt-runner" -> runner = once(runner, value);
            case "rvt-pool" -> pool = once(pool, value);
            case "rvt-key" -> key = once(key, value);
            case "rvt-input" -> input = once(input, value);
            case "rvt-region" -> region = once(region, value);
            case "rvt-crash-policy" ->
                crashPolicy = once(crashPolicy, oneOf(CRASH_POLICIES, "rvt-crash-policy", value));
            case "rvt-token" -> token = once(token, value);
            case "rvt-skip-ready-wait" ->
                skipReadyWait = once(skipReadyWait, oneOf(BOOLEANS, "rvt-skip-ready-wait", value));
            default -> throw invalid("There is a parameter beginning with rvt- that does not exist.");
        }
    }

    private static String once(@Nullable String before, String value) {
        if (before != null) {
            throw query("query_duplicate_param", "An rvt- parameter is there twice.");
        }
        return value;
    }

    private static String oneOf(Set<String> allowed, String name, String value) {
        if (!allowed.contains(value)) {
            throw invalid(name + " has a value that does not exist.");
        }
        return value;
    }

    private Target of(String name) {
        ActorAddress address = new ActorAddress(checkNamespace(namespace), name, checkKey(key));
        return switch (method) {
            case null -> throw invalid("rvt-method is missing.");
            case "get" -> {
                if (runner != null || input != null || region != null || crashPolicy != null) {
                    throw query(
                            "query_get_disallowed_params",
                            "rvt-runner, rvt-input, rvt-region and rvt-crash-policy are for getOrCreate.");
                }
                yield new Target.Get(address);
            }
            case "getOrCreate" -> {
                if (runner == null && pool == null) {
                    throw query("query_missing_pool", "rvt-runner or rvt-pool is missing.");
                }
                yield new Target.GetOrCreate(address, readInput(input));
            }
            default -> throw invalid("rvt-method is neither get nor getOrCreate.");
        };
    }

    private static String checkNamespace(@Nullable String namespace) {
        if (namespace == null || namespace.isEmpty()) {
            throw invalid("rvt-namespace is missing.");
        }
        if (namespace.length() > Limits.NAMESPACE_CHARS) {
            throw invalid("rvt-namespace is longer than " + Limits.NAMESPACE_CHARS + " characters.");
        }
        return namespace;
    }

    private static ActorKey checkKey(@Nullable String key) {
        return key == null ? ActorKey.of() : KeyFormat.check(KeyFormat.parseQuery(key));
    }

    private static @Nullable RawValue readInput(@Nullable String input) {
        return input == null ? null : InputFormat.fromBase64Url(input);
    }

    private static WireException invalid(String message) {
        return query("query_invalid_params", message);
    }
}
