package dev.dowel.server;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One request and the way its answer is written. Event loop only, except what never changes. */
final class HttpExchange {

    private static final byte[] OCTETS = ReplyBuffer.ascii("content-type: application/octet-stream\r\n");
    private static final byte[] ERROR = ReplyBuffer.ascii("x-rivet-error: ");
    private static final byte[] NO_LINES = {};

    private final Gateway gateway;
    private final HttpConnection connection;
    private final HttpRequest request;
    private final @Nullable String origin;
    private boolean keepAlive;
    private final long begunAt;
    private int status;

    HttpExchange(Gateway gateway, HttpConnection connection, HttpRequest request) {
        this.gateway = gateway;
        this.connection = connection;
        this.request = request;
        this.origin = request.headers().get(HttpHeaderNames.ORIGIN);
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.begunAt = gateway.isHeard() ? System.nanoTime() : 0;
    }

    Gateway gateway() {
        return gateway;
    }

    HttpConnection connection() {
        return connection;
    }

    HttpRequest request() {
        return request;
    }

    HttpHeaders headers() {
        return request.headers();
    }

    @Nullable
    String origin() {
        return origin;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    boolean isHttp10() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    /** Ends the connection with this answer. */
    void endConnection() {
        keepAlive = false;
    }

    /** The encoding the client asked for (protocol 3.1): json if it asked for none, or for one that does not exist. */
    Encoding encoding() {
        String name = headers().get("x-rivet-encoding");
        return name == null ? Encoding.JSON : Encoding.named(name).orElse(Encoding.JSON);
    }

    static byte[] contentType(Encoding encoding) {
        return encoding.text() ? Pages.JSON : OCTETS;
    }

    /** Begins an answer with everything that every answer has. */
    ReplyBuffer begin(int answerStatus, String ray, int bodyBytes) {
        status = answerStatus;
        return ReplyBuffer.begin(connection.outbound().allocator(), answerStatus, bodyBytes)
                .ray(ray)
                .origin(gateway.cors().allows(origin) ? origin : null)
                .persistence(keepAlive, isHttp10());
    }

    /** The answer is written: who listens is told. */
    void answered() {
        if (gateway.isHeard()) {
            gateway.listener().requestAnswered(status, System.nanoTime() - begunAt);
        }
    }

    /** Ends an answer and sends it. */
    void send(ReplyBuffer reply, byte[] body) {
        send(reply.body(body, isHead()));
    }

    void send(ByteBuf response) {
        connection.answer(this, response);
    }

    void succeed(byte[] contentType, byte[] body) {
        answer(200, contentType, body);
    }

    void answer(int status, byte[] contentType, byte[] body) {
        send(begin(status, gateway.rays().next(), body.length).lines(contentType), body);
    }

    /** Answers with an error of the gateway: always JSON (protocol 3.3). */
    void fail(ErrorBody error) {
        fail(error, ErrorStatus.of(error));
    }

    void fail(ErrorBody error, int status) {
        fail(error, status, NO_LINES);
    }

    /** The same, with prepared header lines. */
    void fail(ErrorBody error, int status, byte[] moreLines) {
        fail(error, status, Encoding.JSON, null, moreLines);
    }

    void fail(ErrorBody error, int status, Encoding encoding, @Nullable String traceId, byte[] moreLines) {
        byte[] body = HttpBodies.failure(encoding, error);
        String ray = traceId != null ? traceId : gateway.rays().next();
        send(
                begin(status, ray, body.length)
                        .lines(contentType(encoding))
                        .lines(moreLines)
                        .actor(error.actor())
                        .header(ERROR, error.group() + "." + error.code()),
                body);
    }
}
