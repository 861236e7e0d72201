package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A place in an array of JSON text (RFC 8259) and how to take one piece after another from there: punctuation, strings,
 * numbers. Numbers, escapes and UTF-8 are checked.
 *
 * <p>Not thread safe.
 */
abstract sealed class JsonCursor implements ItemScanner permits JsonScanner {

    final byte[] bytes;
    private final int from;
    final int to;
    int at;

    JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    @Override
    public final int position() {
        return at;
    }

    @Override
    public final void moveTo(int position) {
        at = position;
    }

    /** The next byte that is not white space, not consumed. */
    final int peek() {
        while (at < to) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        throw malformed("it ends too early");
    }

    @Override
    public final void end() {
        while (at < to) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw malformed("something follows its end");
            }
            at++;
        }
    }

    /** Consumes the start of an object; says whether a member follows. */
    final boolean beginObject() {
        expect('{', "an object was expected");
        return opened('}');
    }

    /** Consumes the start of an array; says whether an element follows. */
    final boolean beginArray() {
        expect('[', "an array was expected");
        return opened(']');
    }

    private boolean opened(char close) {
        if (peek() == close) {
            at++;
            return false;
        }
        return true;
    }

    /** Consumes the comma or end after a member; says whether another member follows. */
    final boolean nextMember() {
        return next('}');
    }

    @Override
    public final boolean nextElement() {
        return next(']');
    }

    private boolean next(char close) {
        int c = peek();
        if (c == close) {
            at++;
            return false;
        }
        expect(',', "a comma was expected");
        return true;
    }

    /** Consumes a member's name and the colon. */
    final String memberName() {
        String name = string();
        expect(':', "a colon was expected");
        return name;
    }

    final void expect(char c, String complaint) {
        if (peek() != c) {
            throw malformed(complaint);
        }
        at++;
    }

    @Override
    public final String string() {
        expect('"', "a string was expected");
        int start = at;
        boolean ascii = true;
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return new String(
                        bytes, start, at - 1 - start, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            }
            if (b == '\\') {
                return stringWithEscapes(start);
            }
            ascii &= b > 0;
            skipCharacter(b);
        }
        throw malformed("it ends inside a string");
    }

    private String stringWithEscapes(int start) {
        var text = new StringBuilder();
        int plain = start;
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') {
                text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
                at++;
                return text.toString();
            }
            if (b == '\\') {
                text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
                text.append(escape());
                plain = at;
            } else {
                skipCharacter(b);
            }
        }
        throw malformed("it ends inside a string");
    }

    final void skipCharacter(byte b) {
        if (b >= 0x20) {
            at++;
        } else if (b >= 0) {
            throw malformed("a control character must be escaped");
        } else {
            int length = Text.sequenceLength(bytes, at, to);
            if (length == 0) {
                throw malformed("invalid UTF-8");
            }
            at += length;
        }
    }

    final char escape() {
        at++;
        if (at == to) {
            throw malformed("it ends inside a string");
        }
        return switch (bytes[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw malformed("an unknown escape");
            }
        };
    }

    private char unicode() {
        if (to - at < 4) {
            throw malformed("it ends inside a string");
        }
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            byte b = bytes[at];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                throw malformed("a bad unicode escape");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /** Consumes {@code true}, {@code false} or {@code null}. */
    final void literal(byte[] expected) {
        for (byte b : expected) {
            if (at == to || bytes[at] != b) {
                throw malformed("a value was expected");
            }
            at++;
        }
    }

    /** Consumes a number; says whether it is written as an integer. */
    final boolean skipNumber() {
        if (peek() == '-') {
            at++;
        }
        boolean leadingZero = at < to && bytes[at] == '0';
        int digits = digits();
        if (leadingZero && digits > 1) {
            throw malformed("a number begins with a zero");
        }
        boolean integer = true;
        if (at < to && bytes[at] == '.') {
            at++;
            digits();
            integer = false;
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
            integer = false;
        }
        return integer;
    }

    private int digits() {
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("a value was expected");
        }
        if (at - start > Limits.NUMBER_DIGITS) {
            throw malformed("a number has more than " + Limits.NUMBER_DIGITS + " digits");
        }
        return at - start;
    }

    /** The ASCII text from an index up to here. */
    final String textSince(int start) {
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** The integer of at most 18 digits from an index up to here. */
    final long longSince(int start) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < at; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return negative ? -value : value;
    }

    @Override
    public final WireException malformed(String complaint) {
        return WireException.invalidRequest("Malformed JSON at byte " + (at - from) + ": " + complaint + ".");
    }
}
