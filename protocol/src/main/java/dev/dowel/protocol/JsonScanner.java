package dev.dowel.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text without building anything: message envelopes are read with it, and payloads are skipped. What it has
 * skipped is well-formed, and nested no deeper than allowed.
 *
 * <p>Not thread safe.
 */
final class JsonScanner extends JsonCursor {

    private final Dialect dialect;

    JsonScanner(byte[] bytes, int from, int to) {
        this(bytes, from, to, Dialect.JSON);
    }

    private JsonScanner(byte[] bytes, int from, int to, Dialect dialect) {
        super(bytes, from, to);
        this.dialect = dialect;
    }

    JsonScanner(RawValue value) {
        this(value.bytes(), value.offset(), value.offset() + value.length(), value.dialect());
    }

    @Override
    public Dialect dialect() {
        return dialect;
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
}
