package dev.dowel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link HttpRequest}. Immutable. It leaves after the commit of the turn that returned it.
 *
 * @param status the status code, 200 to 599
 * @param headers in order; a name may occur more than once
 * @param body what follows
 */
public record HttpResponse(int status, List<Header> headers, Body body) {

    public HttpResponse {
        headers = List.copyOf(headers);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A response has a status from 200 to 599, not " + status + ".");
        }
    }

    /**
     * One header.
     *
     * @param name its name
     * @param value its value, in one line
     */
    public record Header(String name, String value) {

        public Header {
            if (name.isEmpty() || !name.chars().allMatch(Header::isToken)) {
                throw new IllegalArgumentException("A header cannot be named \"" + name + "\".");
            }
            if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException("The value of header " + name + " is not one line.");
            }
        }

        private static boolean isToken(int c) {
            return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    /** What follows the headers. */
    public sealed interface Body {

        /** Bytes that are there. */
        record Bytes(byte[] bytes) implements Body {}

        /** A value that is written as JSON. */
        record Json(@Nullable Object value) implements Body {}

        /** Bytes that code writes after the turn, for as long as it likes. */
        record Stream(StreamWriter writer) implements Body {}
    }

    /**
     * Writes a body. Runs on a thread of its own after the turn's commit, outside of any turn; {@link
     * ActorContext#inTurn} goes back into one. The actor stays awake until it returns.
     */
    @FunctionalInterface
    public interface StreamWriter {

        /** Writes until it returns, which ends the body. Throwing breaks it off. */
        void write(ResponseStream stream) throws Exception;
    }

    /** An empty answer with a status. */
    public static HttpResponse status(int status) {
        return new HttpResponse(status, List.of(), new Body.Bytes(new byte[0]));
    }

    /** 200 with a text. */
    public static HttpResponse text(String text) {
        return status(200).header("content-type", "text/plain; charset=utf-8").body(text.getBytes(UTF_8));
    }

    /** 200 with a value as JSON. */
    public static HttpResponse json(@Nullable Object value) {
        return new HttpResponse(200, List.of(new Header("content-type", "application/json")), new Body.Json(value));
    }

    /** 200 with bytes. */
    public static HttpResponse bytes(String contentType, byte[] bytes) {
        return status(200).header("content-type", contentType).body(bytes);
    }

    /** 200 with a body that is written over time. */
    public static HttpResponse stream(String contentType, StreamWriter writer) {
        return new HttpResponse(200, List.of(new Header("content-type", contentType)), new Body.Stream(writer));
    }

    /** 200 with server-sent events; see {@link ResponseStream#sendEvent}. */
    public static HttpResponse events(StreamWriter writer) {
        return stream("text/event-stream", writer).header("cache-control", "no-store");
    }

    /** The same with another status. */
    public HttpResponse withStatus(int newStatus) {
        return new HttpResponse(newStatus, headers, body);
    }

    /** The same with one more header. */
    public HttpResponse header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpResponse(status, more, body);
    }

    /** The same with other bytes. */
    public HttpResponse body(byte[] bytes) {
        return new HttpResponse(status, headers, new Body.Bytes(bytes));
    }
}
