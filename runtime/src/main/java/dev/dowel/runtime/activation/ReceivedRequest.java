package dev.dowel.runtime.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorError;
import dev.dowel.HttpRequest;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.RawRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** A raw request as the actor's code sees it. Confined to the actor's turn, except the body. */
final class ReceivedRequest extends ReceivedHead implements HttpRequest {

    private byte @Nullable [] whole;

    ReceivedRequest(RawRequest request) {
        super(request);
    }

    @Override
    public String method() {
        return request().method();
    }

    @Override
    public Optional<String> parameter(String name) {
        StringTokenizer pairs = new StringTokenizer(query(), "&");
        while (pairs.hasMoreTokens()) {
            String pair = pairs.nextToken();
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (key.equals(name)) {
                return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** What is not properly encoded stays as it is: the actor decides what to make of it. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public byte[] bytes() {
        byte[] known = whole;
        if (known != null) {
            return known;
        }
        try {
            known = request().body().readNBytes(Limits.HTTP_BODY_BYTES + 1);
        } catch (IOException e) {
            throw new ActorError("actor", "aborted", "The caller left before the body was complete.", null, null, e);
        }
        if (known.length > Limits.HTTP_BODY_BYTES) {
            throw new ActorError("message", "incoming_too_long", "Incoming message too long", null);
        }
        whole = known;
        return known;
    }

    @Override
    public String text() {
        return new String(bytes(), UTF_8);
    }

    @Override
    public <T> T json(Class<T> type) {
        try {
            return RawValue.of(bytes(), Dialect.PLAIN_JSON).decode(type);
        } catch (WireException e) {
            throw new ActorError("actor", "invalid_request", "The body: " + e.getMessage(), null);
        }
    }

    @Override
    public InputStream stream() {
        return new ReceivedBody(request().body());
    }
}
