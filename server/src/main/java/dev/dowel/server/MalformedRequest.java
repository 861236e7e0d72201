package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request cannot be understood as HTTP/1.1, and the status that says so. Immutable.
 *
 * @param status the HTTP status
 * @param error what the client is told
 */
record MalformedRequest(int status, ErrorBody error) {

    /** What is wrong with a request's head, or null. */
    static @Nullable MalformedRequest find(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return ofCause(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new MalformedRequest(
                    505, GatewayErrors.invalidRequest("Only HTTP/1.1 and HTTP/1.0 are spoken here."));
        }
        return null;
    }

    static MalformedRequest ofCause(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException tooLong ->
                new MalformedRequest(
                        414,
                        GatewayErrors.invalidRequest(
                                "The request line is longer than " + Limits.REQUEST_LINE_BYTES + " bytes."));
            case TooLongHttpHeaderException tooLong ->
                new MalformedRequest(
                        431,
                        GatewayErrors.invalidRequest(
                                "The headers are longer than " + Limits.REQUEST_HEADERS_BYTES + " bytes."));
            default -> new MalformedRequest(400, GatewayErrors.invalidRequest("The request is not valid HTTP."));
        };
    }
}
