package dev.dowel.server;

import dev.dowel.protocol.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of UTF-8, strictly: a percent sign without two digits and bytes that are not UTF-8 are errors.
 *
 * <p>Static; any thread.
 */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes a path segment or a subprotocol entry. The text is as Netty hands it out: one char per byte.
     *
     * @throws WireException {@code guard.query_invalid_percent_encoding}
     */
    static String decode(String text) {
        return decode(text, false);
    }

    /**
     * Decodes a query name or value, where a plus sign is a space.
     *
     * @throws WireException {@code guard.query_invalid_percent_encoding}
     */
    static String decodeForm(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean form) {
        return isPlain(text, form) ? text : decodeBytes(text, form);
    }

    private static boolean isPlain(String text, boolean form) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c > 0x7e || (form && c == '+')) {
                return false;
            }
        }
        return true;
    }

    private static String decodeBytes(String text, boolean form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hexByte(text, i + 1));
                i += 2;
            } else if (c == '+' && form) {
                bytes.write(' ');
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid();
        }
    }

    private static int hexByte(String text, int at) {
        if (at + 2 > text.length()) {
            throw invalid();
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw invalid();
        }
        return high << 4 | low;
    }

    private static WireException invalid() {
        return GatewayErrors.query("query_invalid_percent_encoding", "The URL has an invalid percent-encoding.");
    }
}
