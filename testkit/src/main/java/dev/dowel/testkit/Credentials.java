package dev.dowel.testkit;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: what it brings along when it connects. Immutable.
 *
 * @param params the connection parameters, or null for none
 * @param headers names in lower case
 */
record Credentials(@Nullable RawValue params, Map<String, String> headers) {

    static final Encoding ENCODING = Encoding.BARE;

    /** Nothing. */
    static final Credentials NONE = new Credentials(null, Map.of());

    /** The same with other parameters; null for none. */
    Credentials withParams(@Nullable Object value) {
        if (value == null) {
            return new Credentials(null, headers);
        }
        try {
            return new Credentials(RawValue.of(Values.encode(Dialect.PLAIN_JSON, value), Dialect.PLAIN_JSON), headers);
        } catch (UnserializableValueException e) {
            throw CallErrors.invalidArgument(e);
        }
    }

    /** The same with one more header. */
    Credentials withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new Credentials(params, more);
    }

    /** As the runtime sees it. */
    Caller caller(String method, String path) {
        return new Caller(params, ENCODING, method, path, "http://test" + path, headers, "127.0.0.1", false);
    }
}
