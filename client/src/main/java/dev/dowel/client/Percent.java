package dev.dowel.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Percent-encoding of URL components.
 *
 * <p>Static; any thread.
 */
final class Percent {

    private static final String HEX = "0123456789ABCDEF";
    private static final String DELIMITERS = "/?:@!$&'()*+,;=%";

    /** A percent sign that begins no sequence. */
    private static final Pattern LONELY = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Percent() {}

    /**
     * Encodes everything but the unreserved characters of RFC 3986. The result is also a legal WebSocket subprotocol, which
     * the output of a browser's {@code encodeURIComponent} is not: that leaves parentheses.
     */
    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    /**
     * Encodes what no path or query can have, and leaves everything else as the caller wrote it, percent sequences included.
     */
    static String complete(String pathAndQuery) {
        var completed = new StringBuilder(pathAndQuery.length() + 16);
        for (byte b : pathAndQuery.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c) || DELIMITERS.indexOf(c) >= 0) {
                completed.append(c);
            } else {
                completed.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return LONELY.matcher(completed).replaceAll("%25");
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    /**
     * Decodes percent sequences; {@code +} stays what it is.
     *
     * @throws IllegalArgumentException if a sequence is not two hexadecimal digits
     */
    static String decode(String text) {
        var decoded = new ByteArrayOutputStream(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a % that is not followed by two hexadecimal digits");
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
