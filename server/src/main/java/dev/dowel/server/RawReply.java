package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the head of an actor's own answer (protocol 5). Confined to the event loop.
 *
 * <p>How the body is framed, whether the connection goes on, and which pages may read it is the gateway's business; what the
 * actor says about that is left out.
 */
final class RawReply {

    private static final Set<String> GATEWAYS_OWN = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "trailer",
            "x-rivet-ray-id",
            "x-rivet-actor",
            "x-rivet-actor-generation",
            "x-rivet-actor-key",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-expose-headers");
    private static final byte[] CHUNKED = ReplyBuffer.ascii("transfer-encoding: chunked\r\n");
    private static final byte[] CRLF = ReplyBuffer.ascii("\r\n");
    private static final byte[] LAST_CHUNK = ReplyBuffer.ascii("0\r\n\r\n");

    private RawReply() {}

    /** A whole answer. */
    static ByteBuf whole(
            HttpExchange exchange, ActorSpecifier actor, int status, List<HttpResponse.Header> headers, byte[] body) {
        ReplyBuffer reply = exchange.begin(status, exchange.gateway().rays().next(), body.length)
                .actor(actor);
        headers.forEach(header -> add(reply, header));
        return hasNoBody(status) ? reply.noBody() : reply.body(body, exchange.isHead());
    }

    /** The head of an answer whose body follows. */
    static ByteBuf head(
            HttpExchange exchange,
            ActorSpecifier actor,
            int status,
            List<HttpResponse.Header> headers,
            boolean chunked) {
        ReplyBuffer reply =
                exchange.begin(status, exchange.gateway().rays().next(), 0).actor(actor);
        headers.forEach(header -> add(reply, header));
        if (chunked) {
            reply.lines(CHUNKED);
        }
        return reply.noBody();
    }

    /** Whether answers of a status never have a body (RFC 9110 6.4.1). */
    static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    private static void add(ReplyBuffer reply, HttpResponse.Header header) {
        if (!GATEWAYS_OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
            reply.lines((header.name() + ": " + header.value() + "\r\n").getBytes(UTF_8));
        }
    }

    static ByteBuf chunk(ByteBufAllocator allocator, byte[] bytes, boolean chunked) {
        if (!chunked) {
            return allocator.ioBuffer(bytes.length).writeBytes(bytes);
        }
        byte[] size = ReplyBuffer.ascii(Integer.toHexString(bytes.length));
        return allocator
                .ioBuffer(size.length + bytes.length + 2 * CRLF.length)
                .writeBytes(size)
                .writeBytes(CRLF)
                .writeBytes(bytes)
                .writeBytes(CRLF);
    }

    static ByteBuf end(ByteBufAllocator allocator, boolean chunked) {
        return chunked ? allocator.ioBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK) : allocator.ioBuffer(0);
    }
}
