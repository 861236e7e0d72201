package dev.dowel.server;

import dev.dowel.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of WebSockets (RFC 6455 4.2). Static; event loop only.
 *
 * <p>Every handshake that is valid is accepted, whatever it is for: clients that get an HTTP error here give up for good
 * or hang (protocol 4.1). What is wrong is said by the close that follows. Extensions are not accepted.
 */
final class Upgrade {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final byte[] SWITCHING = ReplyBuffer.ascii(
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ");
    private static final byte[] VERSION = ReplyBuffer.ascii("upgrade: websocket\r\nsec-websocket-version: 13\r\n");
    private static final byte[] PROTOCOL = ReplyBuffer.ascii("sec-websocket-protocol: rivet\r\n");
    private static final byte[] LINE_END = ReplyBuffer.ascii("\r\n");

    private static final WebSocketDecoderConfig DECODER = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(Limits.INCOMING_MESSAGE_BYTES)
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .build();

    private Upgrade() {}

    /** Whether a request wants to become a WebSocket. */
    static boolean isRequested(HttpRequest request) {
        String upgrade = request.headers().get(HttpHeaderNames.UPGRADE);
        return upgrade != null
                && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(upgrade.trim())
                && request.method().equals(HttpMethod.GET);
    }

    /** What is wrong with a handshake, or null. */
    private static @Nullable String problem(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return "A WebSocket needs HTTP/1.1.";
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return "The header Connection does not say Upgrade.";
        }
        return isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)) ? null : "Sec-WebSocket-Key is missing or wrong.";
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Turns the connection into a WebSocket, or answers the request with an error if the handshake is not valid.
     *
     * @return the WebSocket, or null
     */
    static @Nullable WebSocketConnection accept(HttpExchange exchange, Channel channel) {
        HttpRequest request = exchange.request();
        String problem = problem(request);
        if (problem != null) {
            exchange.fail(GatewayErrors.invalidRequest(problem));
            return null;
        }
        if (!"13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            exchange.fail(GatewayErrors.invalidRequest("Only version 13 of WebSocket is spoken here."), 426, VERSION);
            return null;
        }
        Gateway gateway = exchange.gateway();
        WebSocketConnection socket =
                new WebSocketConnection(channel, gateway.limits(), gateway.arriving(), gateway.leaving());
        socket.outbound().write(response(channel, request.headers()));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new FrameDecoder(DECODER, gateway.arriving()));
        TokenBucket rate = gateway.admission().messages();
        if (rate != null) {
            pipeline.addLast(new MessageRate(socket, rate));
        }
        pipeline.addLast(socket);
        gateway.liveness().watch(channel, socket);
        return socket;
    }

    /** Takes the HTTP handlers away. Bytes that came after the request go to the WebSocket. */
    static void removeHttp(Channel channel, HttpConnection connection) {
        channel.pipeline().remove(connection);
        channel.pipeline().remove(RequestDecoder.class);
    }

    private static ByteBuf response(Channel channel, HttpHeaders headers) {
        ByteBuf out = channel.alloc().ioBuffer(256);
        out.writeBytes(SWITCHING);
        out.writeBytes(acceptance(
                String.valueOf(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)).trim()));
        out.writeBytes(LINE_END);
        if (Subprotocols.of(headers).has(Subprotocols.RIVET)) {
            out.writeBytes(PROTOCOL);
        }
        return out.writeBytes(LINE_END);
    }

    private static byte[] acceptance(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encode(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-1", e);
        }
    }
}
