package dev.dowel.client;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Connection parameters as the JSON text that headers and subprotocols carry (protocol 1.5).
 *
 * <p>Static; any thread.
 */
final class ConnectionParams {

    private ConnectionParams() {}

    /**
     * Encodes parameters in ASCII, which is all a header can carry; null stays null.
     *
     * @throws dev.dowel.ActorError {@code client.invalid_argument}, or {@code actor.invalid_request} if they are too large
     */
    static @Nullable String encode(@Nullable Object params) {
        if (params == null) {
            return null;
        }
        String json;
        try {
            json = new String(Values.encode(Dialect.PLAIN_JSON, params), StandardCharsets.UTF_8);
        } catch (UnserializableValueException e) {
            throw ClientErrors.invalidArgument(e);
        }
        String ascii = ascii(json);
        if (ascii.length() > Limits.CONNECTION_PARAMS_BYTES) {
            throw ClientErrors.paramsTooLarge(Limits.CONNECTION_PARAMS_BYTES);
        }
        return ascii;
    }

    /** Outside ASCII there are only characters of strings in JSON, and those may be escaped. */
    private static String ascii(String json) {
        var text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.toString();
    }
}
