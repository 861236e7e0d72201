package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.WireException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything a server said on one HTTP connection, taken apart strictly: whole answers one after another, each error in
 * the shape that is documented, and nothing else. One thread.
 */
final class Answers {

    private final byte[] bytes;
    private final ErrorTable documented;
    private int at;
    private int count;

    Answers(byte[] bytes, ErrorTable documented) {
        this.bytes = bytes;
        this.documented = documented;
    }

    /**
     * Checks all of it.
     *
     * @return how many answers there were
     * @throws AssertionError for what should not be there
     */
    int check() {
        Insides.check(bytes);
        while (at < bytes.length) {
            answer();
            count++;
        }
        return count;
    }

    private void answer() {
        String status = line();
        if (!status.matches("HTTP/1\\.1 \\d{3} [A-Za-z ()-]+")) {
            throw wrong("not a status line: " + status);
        }
        int code = Integer.parseInt(status.substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw wrong("not a header: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        if (code == 101) {
            at = bytes.length; // frames follow, which are checked elsewhere
        } else if (code >= 200) {
            // What answers HEAD has a length and no body.
            boolean bare = code == 204 || at == bytes.length || startsAnswer();
            byte[] body = body(headers, bare);
            if (code >= 400 && !bare) {
                error(headers, body);
            }
        }
    }

    private boolean startsAnswer() {
        return new String(bytes, at, Math.min(9, bytes.length - at), ISO_8859_1).equals("HTTP/1.1 ");
    }

    private byte[] body(Map<String, String> headers, boolean never) {
        if (never) {
            return new byte[0];
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String length = headers.get("content-length");
        if (length == null) {
            throw wrong("an answer without a length");
        }
        return take(Integer.parseInt(length));
    }

    private byte[] chunks() {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(new String(take(size), ISO_8859_1));
            line();
        }
        line();
        return body.toString().getBytes(ISO_8859_1);
    }

    private void error(Map<String, String> headers, byte[] body) {
        String name = headers.get("x-rivet-error");
        ErrorBody error = read(String.valueOf(headers.get("content-type")), body);
        if (!(error.group() + "." + error.code()).equals(name)) {
            throw wrong("the header says " + name + ", the body " + error);
        }
        documented.check(error.group(), error.code());
    }

    private ErrorBody read(String contentType, byte[] body) {
        try {
            return switch (contentType) {
                case "application/json" -> HttpBodies.readFailure(Encoding.JSON, body);
                case "application/octet-stream" -> readBinary(body);
                default -> throw wrong("an error of type " + contentType);
            };
        } catch (WireException e) {
            throw wrong("an error that cannot be read: " + new String(body, ISO_8859_1));
        }
    }

    private static ErrorBody readBinary(byte[] body) {
        try {
            return HttpBodies.readFailure(Encoding.CBOR, body);
        } catch (WireException e) {
            return HttpBodies.readFailure(Encoding.BARE, body);
        }
    }

    private byte[] take(int length) {
        if (bytes.length - at < length) {
            throw wrong("the last answer is not whole");
        }
        at += length;
        return java.util.Arrays.copyOfRange(bytes, at - length, at);
    }

    private String line() {
        for (int end = at; end + 1 < bytes.length; end++) {
            if (bytes[end] == '\r' && bytes[end + 1] == '\n') {
                String line = new String(bytes, at, end - at, ISO_8859_1);
                at = end + 2;
                return line;
            }
        }
        throw wrong("no whole line");
    }

    private AssertionError wrong(String what) {
        return new AssertionError(what + " in answer " + count + " of:\n" + new String(bytes, ISO_8859_1));
    }
}
