package dev.dowel.protocol;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The tokens of a value in one of the JSON dialects.
 *
 * <p>Not thread safe; one value each.
 */
final class JsonValueParser extends ValueParser {

    private final JsonScanner scanner;
    private final boolean substitutes;
    private boolean started;

    /** Whether something follows the opening bracket that was read last. */
    private boolean notEmpty;

    JsonValueParser(RawValue value) {
        this.scanner = new JsonScanner(value);
        this.substitutes = value.dialect().substitutes();
    }

    @Override
    WireException malformed(String complaint) {
        return scanner.malformed(complaint);
    }

    @Override
    public @Nullable JsonToken nextToken() {
        if (depth == 0) {
            return started ? end() : start();
        }
        if (valueIsNext) {
            valueIsNext = false;
            return value();
        }
        boolean object = topIs(OBJECT);
        if (!hasNext(object)) {
            if (topIs(IN_PAIR) && scanner.nextElement()) {
                throw malformed("a pair has more than two elements");
            }
            return pop();
        }
        return object ? name(scanner.memberName()) : value();
    }

    private JsonToken start() {
        started = true;
        return value();
    }

    private @Nullable JsonToken end() {
        scanner.end();
        return _updateTokenToNull();
    }

    private boolean hasNext(boolean object) {
        if (topIs(FRESH)) {
            clearTop(FRESH);
            return notEmpty;
        }
        return object ? scanner.nextMember() : scanner.nextElement();
    }

    private JsonToken value() {
        return switch (scanner.peek()) {
            case '{' -> {
                push(OBJECT);
                notEmpty = scanner.beginObject();
                yield _updateToken(JsonToken.START_OBJECT);
            }
            case '[' -> arrayOrPair();
            case '"' -> string(scanner.string());
            case 't', 'f' -> _updateToken(scanner.bool() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
            case 'n' -> {
                scanner.literal(JsonBytes.NULL);
                yield _updateToken(JsonToken.VALUE_NULL);
            }
            default -> number();
        };
    }

    private JsonToken number() {
        int start = scanner.position();
        boolean isInteger = scanner.skipNumber();
        if (isInteger && scanner.position() - start < 19) {
            return integer(scanner.longSince(start));
        }
        String digits = scanner.textSince(start);
        if (isInteger) {
            return Numbers.narrowed(new BigInteger(digits)) instanceof Long fitting
                    ? integer(fitting)
                    : integer(new BigInteger(digits));
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw malformed("a number is too large");
        }
        return real(value);
    }

    /** An array, unless it is a pair that stands for something else (protocol 3.2). */
    private JsonToken arrayOrPair() {
        String tag = substitutes ? scanner.pairTag() : null;
        if (tag == null) {
            return array(0);
        }
        if (tag.startsWith("$$")) {
            return array(ESCAPED);
        }
        scanner.beginArray();
        scanner.string();
        scanner.nextElement();
        if (tag.equals("$Set")) {
            return array(SET | IN_PAIR);
        }
        JsonToken token = switch (tag) {
            case "$Undefined" -> {
                scanner.skipValue();
                yield _updateToken(JsonToken.VALUE_NULL);
            }
            case "$BigInt" -> integer(parseBigInt(scanner.string()));
            case "$Uint8Array", "$ArrayBuffer" -> embedded(parseBase64(scanner.string()));
            default -> throw malformed("an unknown $ value");
        };
        scanner.nextElement();
        return token;
    }

    private JsonToken array(int flags) {
        push(flags);
        notEmpty = scanner.beginArray();
        return _updateToken(JsonToken.START_ARRAY);
    }
}
