package dev.dowel.server;

import dev.dowel.protocol.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, form-decoded, in order. Immutable.
 *
 * @param list all of them; a name may occur more than once
 */
record QueryParameters(List<Parameter> list) {

    /** One parameter; the value is empty if there is no equals sign. Immutable. */
    record Parameter(String name, String value) {}

    /**
     * Reads a query string.
     *
     * @throws WireException {@code guard.query_invalid_percent_encoding}
     */
    static QueryParameters parse(String query) {
        return parse(query, "");
    }

    /** Reads only the parameters whose names, as they are written, begin with a prefix. */
    static QueryParameters parse(String query, String prefix) {
        List<Parameter> parameters = new ArrayList<>();
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            if (end > start && query.startsWith(prefix, start)) {
                parameters.add(parameter(query, start, end));
            }
            start = end + 1;
        }
        return new QueryParameters(parameters);
    }

    private static Parameter parameter(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        if (equals < 0 || equals > end) {
            return new Parameter(PercentEncoding.decodeForm(query.substring(start, end)), "");
        }
        return new Parameter(
                PercentEncoding.decodeForm(query.substring(start, equals)),
                PercentEncoding.decodeForm(query.substring(equals + 1, end)));
    }

    /**
     * The value of a name, or null.
     *
     * @throws WireException {@code guard.query_duplicate_param} if it is there twice
     */
    @Nullable
    String single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw GatewayErrors.query("query_duplicate_param", "The parameter " + name + " is there twice.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Every value of a name. */
    List<String> all(String name) {
        return list.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }
}
