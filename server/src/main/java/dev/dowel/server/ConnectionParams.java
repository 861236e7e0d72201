package dev.dowel.server;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads connection parameters: a JSON text, in a header as it is or in a subprotocol percent-encoded (protocol 1.5).
 * Static; any thread.
 */
final class ConnectionParams {

    private ConnectionParams() {}

    /**
     * The parameters of a stateless call, or null.
     *
     * @throws WireException {@code actor.invalid_request} if they are too long or not JSON
     */
    static @Nullable RawValue ofHeader(HttpHeaders headers) {
        String text = headers.get("x-rivet-conn-params");
        return text == null ? null : check(headerBytes(text));
    }

    /**
     * The parameters of a connection, or null.
     *
     * @throws WireException {@code actor.invalid_request} if they are too long or not JSON, {@code
     *     guard.query_invalid_percent_encoding}
     */
    static @Nullable RawValue ofSubprotocol(Subprotocols offered) {
        String text = offered.valueOf("rivet_conn_params.").orElse(null);
        return text == null ? null : check(PercentEncoding.decode(text).getBytes(StandardCharsets.UTF_8));
    }

    private static RawValue check(byte[] json) {
        if (json.length > Limits.CONNECTION_PARAMS_BYTES) {
            throw GatewayErrors.invalidActorRequest(
                    "The connection parameters are longer than " + Limits.CONNECTION_PARAMS_BYTES + " bytes.");
        }
        try {
            Json.parse(json);
        } catch (WireException e) {
            throw GatewayErrors.invalidActorRequest("The connection parameters are not JSON.");
        }
        return RawValue.of(json, Dialect.PLAIN_JSON);
    }

    /** Browsers and Node send header characters as Latin-1, curl sends the bytes it was given. */
    private static byte[] headerBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return isUtf8(bytes) ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
