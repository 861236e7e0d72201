package dev.dowel.server;

import dev.dowel.protocol.ActorSpecifier;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one HTTP response, head and body, into one buffer: status, then headers, then {@link #body}. Confined to the
 * event loop.
 */
final class ReplyBuffer {

    private static final int HEAD_ESTIMATE = 512;
    private static final byte[] STATUS_200 = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] STATUS = ascii("HTTP/1.1 ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
    private static final byte[] RAY = ascii("x-rivet-ray-id: ");
    private static final byte[] VARY = ascii("vary: origin\r\n");
    private static final byte[] ALLOW_ORIGIN = ascii("access-control-allow-origin: ");
    private static final byte[] ALLOW_MORE =
            ascii("access-control-allow-credentials: true\r\naccess-control-expose-headers: *\r\n");
    private static final byte[] ACTOR = ascii("x-rivet-actor: ");
    private static final byte[] GENERATION = ascii("x-rivet-actor-generation: ");
    private static final byte[] KEY = ascii("x-rivet-actor-key: ");
    private static final byte[] HEX = ascii("0123456789ABCDEF");

    private final ByteBuf out;

    private ReplyBuffer(ByteBuf out) {
        this.out = out;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins a response whose body will have about that many bytes. */
    static ReplyBuffer begin(ByteBufAllocator allocator, int status, int bodyBytes) {
        ReplyBuffer reply = new ReplyBuffer(allocator.ioBuffer(HEAD_ESTIMATE + bodyBytes));
        if (status == 200) {
            reply.out.writeBytes(STATUS_200);
        } else {
            reply.out.writeBytes(STATUS);
            reply.number(status);
            reply.out.writeByte(' ');
            reply.latin1(ErrorStatus.phrase(status));
            reply.out.writeBytes(LINE_END);
        }
        return reply;
    }

    /** Header lines that were prepared, each with its line end. */
    ReplyBuffer lines(byte[] lines) {
        out.writeBytes(lines);
        return this;
    }

    /** One header; the name is prepared, with colon and space. Bytes that cannot be in a header are percent-encoded. */
    ReplyBuffer header(byte[] name, String value) {
        out.writeBytes(name);
        if (isVisibleAscii(value)) {
            latin1(value);
        } else {
            percentEncoded(value);
        }
        out.writeBytes(LINE_END);
        return this;
    }

    ReplyBuffer header(byte[] name, long value) {
        out.writeBytes(name);
        number(value);
        out.writeBytes(LINE_END);
        return this;
    }

    ReplyBuffer ray(String ray) {
        return header(RAY, ray);
    }

    /** Which actor answered, if one did. */
    ReplyBuffer actor(@Nullable ActorSpecifier actor) {
        if (actor == null) {
            return this;
        }
        header(ACTOR, actor.actorId()).header(GENERATION, actor.generation());
        String key = actor.key();
        return key == null ? this : header(KEY, key);
    }

    /** What lets a page read the response (protocol 1.6). The origin comes from a header, so it fits into one. */
    ReplyBuffer origin(@Nullable String allowed) {
        out.writeBytes(VARY);
        if (allowed != null) {
            out.writeBytes(ALLOW_ORIGIN);
            latin1(allowed);
            out.writeBytes(LINE_END);
            out.writeBytes(ALLOW_MORE);
        }
        return this;
    }

    /** Says whether the connection goes on, where the protocol version does not say it. */
    ReplyBuffer persistence(boolean keepAlive, boolean http10) {
        if (!keepAlive) {
            out.writeBytes(CLOSE);
        } else if (http10) {
            out.writeBytes(KEEP_ALIVE);
        }
        return this;
    }

    /** Ends a response that never has a body. */
    ByteBuf noBody() {
        out.writeBytes(LINE_END);
        return out;
    }

    /** Ends the response; the body of an answer to HEAD is only counted. */
    ByteBuf body(byte[] body, boolean omitted) {
        header(CONTENT_LENGTH, body.length);
        out.writeBytes(LINE_END);
        if (!omitted) {
            out.writeBytes(body);
        }
        return out;
    }

    private void latin1(String text) {
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }

    private void number(long value) {
        if (value >= 10) {
            number(value / 10);
        }
        out.writeByte('0' + (int) (value % 10));
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '%') {
                return false;
            }
        }
        return true;
    }

    private void percentEncoded(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b > '~' || b == '%') {
                out.writeByte('%');
                out.writeByte(HEX[b >> 4 & 0xf]);
                out.writeByte(HEX[b & 0xf]);
            } else {
                out.writeByte(b);
            }
        }
    }

    /** A header line that names methods. */
    static byte[] allowLine(List<String> methods) {
        return ascii("allow: " + String.join(", ", methods) + "\r\n");
    }
}
