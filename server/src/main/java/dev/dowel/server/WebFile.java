package dev.dowel.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file as it is sent. Immutable; {@link #answer} is for event loops. */
final class WebFile {

    private static final int TAG_BYTES = 16;

    /** May be kept, but not be shown before the server said that it is still the same. */
    private static final String CHECKED = "cache-control: no-cache\r\n";

    private static final String NEVER_CHECKED = "cache-control: public, max-age=31536000, immutable\r\n";

    private final byte[] content;
    private final String type;
    private final String tag;
    private final byte[] cacheLines;
    private final byte[] contentLines;

    private WebFile(byte[] content, String type, String tag, String caching) {
        this.content = content;
        this.type = type;
        this.tag = tag;
        this.cacheLines = ReplyBuffer.ascii("etag: " + tag + "\r\n" + caching);
        // Without the last line browsers guess from the content.
        this.contentLines = ReplyBuffer.ascii("content-type: " + type + "\r\nx-content-type-options: nosniff\r\n");
    }

    /** A file that is checked for changes each time. */
    static WebFile of(String type, byte[] content) {
        return new WebFile(content, type, tagOf(content), CHECKED);
    }

    /** The same file, which will never change. */
    WebFile immutable() {
        return new WebFile(content, type, tag, NEVER_CHECKED);
    }

    private static String tagOf(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    /** Sends the file, or says that the client has it already (RFC 9110 13.1.2). */
    void answer(HttpExchange exchange) {
        String ray = exchange.gateway().rays().next();
        if (isKnown(exchange.headers())) {
            exchange.send(exchange.begin(304, ray, 0).lines(cacheLines).noBody());
        } else {
            int bodyBytes = exchange.isHead() ? 0 : content.length;
            exchange.send(
                    exchange.begin(200, ray, bodyBytes).lines(contentLines).lines(cacheLines), content);
        }
    }

    /** Entity tags are in quotes, so one that is contained is one of the list. */
    private boolean isKnown(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.IF_NONE_MATCH).stream()
                .anyMatch(tags -> tags.contains(tag) || tags.trim().equals("*"));
    }
}
