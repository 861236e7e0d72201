package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text (RFC 8259) in a byte array without building anything: message envelopes are read with it, and
 * payloads are skipped. What it has skipped is well-formed: numbers, escapes and UTF-8 are checked.
 *
 * <p>Not thread safe.
 */
final class JsonScanner implements ItemScanner {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Dialect dialect;
    private int at;

    JsonScanner(byte[] bytes, int from, int to) {
        this(bytes, from, to, Dialect.JSON);
    }

    private JsonScanner(byte[] bytes, int from, int to, Dialect dialect) {
        this.dialect = dialect;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    JsonScanner(RawValue value) {
        this(value.bytes(), value.offset(), value.offset() + value.length(), value.dialect());
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public int position() {
        return at;
    }

    @Override
    public void moveTo(int position) {
        at = position;
    }

    /** The next byte that is not white space, not consumed. */
    int peek() {
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
    public void end() {
        while (at < to) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw malformed("something follows its end");
            }
            at++;
        }
    }

    /** Consumes the start of an object; says whether a member follows. */
    boolean beginObject() {
        expect('{', "an object was expected");
        return opened('}');
    }

    /** Consumes the start of an array; says whether an element follows. */
    boolean beginArray() {
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
    boolean nextMember() {
        return next('}');
    }

    @Override
    public boolean atArray() {
        return peek() == '[';
    }

    @Override
    public boolean firstElement() {
        return beginArray();
    }

    @Override
    public boolean nextElement() {
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

    @Override
    public void eachMember(Consumer<String> member) {
        for (boolean more = beginObject(); more; more = nextMember()) {
            member.accept(memberName());
        }
    }

    @Override
    public boolean bool() {
        boolean value = peek() == 't';
        literal(value ? JsonBytes.TRUE : JsonBytes.FALSE);
        return value;
    }

    @Override
    public boolean tryNull() {
        if (peek() != 'n') {
            return false;
        }
        literal(JsonBytes.NULL);
        return true;
    }

    @Override
    public RawValue value() {
        peek();
        int start = at;
        skipValue();
        return new RawValue(bytes, start, at - start, dialect);
    }

    @Override
    public long id() {
        if (peek() == '[') {
            boolean pair = beginArray() && string().equals("$BigInt") && nextElement();
            long id = pair ? Numbers.parseId(string()) : -1;
            if (id < 0 || nextElement()) {
                throw malformed("an id is not an integer");
            }
            return id;
        }
        int start = at;
        boolean integer = skipNumber();
        String text = textSince(start);
        long id = integer ? Numbers.parseId(text) : Numbers.idOf(Double.parseDouble(text));
        if (id < 0) {
            throw malformed("an id is not an integer");
        }
        return id;
    }

    /** Consumes a member's name and the colon. */
    String memberName() {
        String name = string();
        expect(':', "a colon was expected");
        return name;
    }

    private void expect(char c, String complaint) {
        if (peek() != c) {
            throw malformed(complaint);
        }
        at++;
    }

    @Override
    public String string() {
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

    private void skipCharacter(byte b) {
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

    private char escape() {
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

    /** Consumes a whole value of any kind. */
    void skipValue() {
        skipValue(0);
    }

    private void skipValue(int depth) {
        switch (peek()) {
            case '{' -> {
                checkDepth(depth);
                for (boolean more = beginObject(); more; more = nextMember()) {
                    skipString();
                    expect(':', "a colon was expected");
                    skipValue(depth + 1);
                }
            }
            case '[' -> {
                checkDepth(depth);
                for (boolean more = beginArray(); more; more = nextElement()) {
                    skipValue(depth + 1);
                }
            }
            case '"' -> skipString();
            case 't' -> literal(JsonBytes.TRUE);
            case 'f' -> literal(JsonBytes.FALSE);
            case 'n' -> literal(JsonBytes.NULL);
            default -> skipNumber();
        }
    }

    private void checkDepth(int depth) {
        if (depth >= Limits.NESTING_DEPTH) {
            throw malformed("it is nested more than " + Limits.NESTING_DEPTH + " levels deep");
        }
    }

    private void skipString() {
        expect('"', "a string was expected");
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else {
                skipCharacter(b);
            }
        }
        throw malformed("it ends inside a string");
    }

    /** Consumes {@code true}, {@code false} or {@code null}. */
    void literal(byte[] expected) {
        for (byte b : expected) {
            if (at == to || bytes[at] != b) {
                throw malformed("a value was expected");
            }
            at++;
        }
    }

    /** Consumes a number; says whether it is written as an integer. */
    boolean skipNumber() {
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
    String textSince(int start) {
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** The integer of at most 18 digits from an index up to here. */
    long longSince(int start) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < at; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return negative ? -value : value;
    }

    @Override
    public @Nullable String pairTag() {
        int start = at;
        String tag = null;
        if (beginArray() && peek() == '"' && mayBeginWithDollar()) {
            String first = string();
            if (first.startsWith("$") && nextElement()) {
                skipValue();
                tag = nextElement() ? null : first;
            }
        }
        at = start;
        return tag;
    }

    private boolean mayBeginWithDollar() {
        return at + 1 < to && (bytes[at + 1] == '$' || bytes[at + 1] == '\\');
    }

    @Override
    public WireException malformed(String complaint) {
        return WireException.invalidRequest("Malformed JSON at byte " + (at - from) + ": " + complaint + ".");
    }
}
