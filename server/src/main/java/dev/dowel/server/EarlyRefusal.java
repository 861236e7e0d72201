package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is answered before it has arrived whole, so that its connection must end. Immutable.
 *
 * @param status the HTTP status
 * @param error what the client is told
 */
record EarlyRefusal(int status, ErrorBody error) {

    private static EarlyRefusal of(ErrorBody error) {
        return new EarlyRefusal(ErrorStatus.of(error), error);
    }

    /** Why a request's head cannot be understood as HTTP/1.1, or null. */
    static @Nullable EarlyRefusal ofHead(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return ofCause(request.decoderResult().cause());
        }
        if (hasControls(request.uri()) || !isCodingKnown(request)) {
            return of(GatewayErrors.invalidRequest("The request is not valid HTTP."));
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new EarlyRefusal(505, GatewayErrors.invalidRequest("Only HTTP/1.1 and HTTP/1.0 are spoken here."));
        }
        return null;
    }

    /** Some read an end of the line into them, or cut the target there (RFC 9112 3.2). */
    private static boolean hasControls(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** Where a body in any other coding ends, others may see differently than the decoder does (RFC 9112 6.1). */
    private static boolean isCodingKnown(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                codings.getFirst().trim()));
    }

    /** What the decoder found. */
    static EarlyRefusal ofCause(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException tooLong ->
                new EarlyRefusal(
                        414,
                        GatewayErrors.invalidRequest(
                                "The request line is longer than " + Limits.REQUEST_LINE_BYTES + " bytes."));
            case TooLongHttpHeaderException tooLong ->
                new EarlyRefusal(
                        431,
                        GatewayErrors.invalidRequest(
                                "The headers are longer than " + Limits.REQUEST_HEADERS_BYTES + " bytes."));
            default -> of(GatewayErrors.invalidRequest("The request is not valid HTTP."));
        };
    }

    /**
     * Why a request's body is not wanted, or null. A client that asks before it sends one is told at once (RFC 9110
     * 10.1.1); others are only told early if it is beyond all measure.
     *
     * @param limit the most bytes the route has a use for
     */
    static @Nullable EarlyRefusal ofBody(HttpRequest request, Route route, int limit) {
        long announced = HttpUtil.getContentLength(request, -1L);
        if (announced > Limits.HTTP_BODY_BYTES) {
            return bodyBeyondEdge();
        }
        if (!request.headers().contains(HttpHeaderNames.EXPECT)) {
            return null;
        }
        if (!HttpUtil.is100ContinueExpected(request)) {
            return new EarlyRefusal(417, GatewayErrors.invalidRequest("Only 100-continue can be expected."));
        }
        if (route instanceof Route.Refused refused) {
            return of(refused.error());
        }
        return announced > limit && limit > 0 ? of(RequestHandler.tooLarge(route, limit)) : null;
    }

    static EarlyRefusal bodyBeyondEdge() {
        return of(GatewayErrors.bodyTooLarge(Limits.HTTP_BODY_BYTES));
    }

    static EarlyRefusal noRoom() {
        return of(GatewayErrors.tooMuchArrives());
    }

    static EarlyRefusal timeout() {
        return of(GatewayErrors.requestTimeout());
    }
}
