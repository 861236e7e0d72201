package dev.dowel.protocol;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The tokens of a value in one of the CBOR dialects.
 *
 * <p>Not thread safe; one value each.
 */
final class CborValueParser extends ValueParser {

    /** The largest date JavaScript has. */
    private static final double MAX_DATE_SECONDS = 8.64e12;

    private final CborScanner scanner;
    private final Dialect dialect;
    private boolean started;

    /** How many elements or members are left of each open array and object. */
    private int[] left = new int[8];

    /** The elements of the typed array that is open, or null. */
    private @Nullable TypedArray typedArray;

    CborValueParser(RawValue value) {
        this.scanner = new CborScanner(value);
        this.dialect = value.dialect();
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
        if (typedArray != null) {
            return typedElement(typedArray);
        }
        clearTop(FRESH);
        int level = depth - 1;
        if (!scanner.hasMore(left[level])) {
            if (topIs(IN_PAIR)) {
                scanner.endPair(topIs(IN_MARKED_PAIR));
            }
            return pop();
        }
        left[level] = CborScanner.oneLess(left[level]);
        return topIs(OBJECT) ? name(scanner.key()) : value();
    }

    private JsonToken start() {
        started = true;
        return value();
    }

    private @Nullable JsonToken end() {
        scanner.end();
        return _updateTokenToNull();
    }

    private JsonToken value() {
        return value(0);
    }

    private JsonToken value(int tags) {
        return switch (scanner.peekMajor()) {
            case CborBytes.UNSIGNED, CborBytes.NEGATIVE -> integerItem();
            case CborBytes.BYTES -> embedded(scanner.byteString());
            case CborBytes.TEXT -> string(scanner.string());
            case CborBytes.ARRAY -> arrayOrPair();
            case CborBytes.MAP -> {
                int members = scanner.beginMap();
                open(OBJECT, members);
                yield _updateToken(JsonToken.START_OBJECT);
            }
            case CborBytes.TAG -> tagged(tags);
            default -> simple();
        };
    }

    private void open(int flags, int count) {
        push(flags);
        if (depth > left.length) {
            left = Arrays.copyOf(left, 2 * left.length);
        }
        left[depth - 1] = count;
    }

    private JsonToken integerItem() {
        BigInteger value = scanner.bigIntegerIfLarge();
        if (value != null) {
            return integer(value);
        }
        long fitting = scanner.longInteger();
        // cbor-x writes numbers in at most 32 bits, so that 64 bits mean a BigInt.
        boolean isBigInt = dialect == Dialect.NATIVE_CBOR && scanner.argumentWidth() == 8;
        return isBigInt ? integer(BigInteger.valueOf(fitting)) : integer(fitting);
    }

    private JsonToken simple() {
        int first = scanner.peek();
        if (first == CborBytes.TRUE || first == CborBytes.FALSE) {
            return _updateToken(scanner.bool() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
        }
        return scanner.tryNull() ? _updateToken(JsonToken.VALUE_NULL) : number(scanner.float64());
    }

    /** Large JavaScript integers arrive as floats (protocol 3.2); at rest a double stays one. */
    private JsonToken number(double value) {
        long whole = (long) value;
        boolean isInteger = dialect != Dialect.STORAGE
                && whole == value
                && Numbers.isSafe(whole)
                && (whole != 0 || Double.doubleToRawLongBits(value) == 0);
        return isInteger ? integer(whole) : real(value);
    }

    private JsonToken arrayOrPair() {
        String tag = dialect.substitutes() ? scanner.pairTag() : null;
        if (tag == null) {
            return array(0);
        }
        if (tag.startsWith("$$")) {
            return array(ESCAPED);
        }
        boolean marked = scanner.beginPair();
        scanner.string();
        if (tag.equals("$Set")) {
            return array(SET | IN_PAIR | (marked ? IN_MARKED_PAIR : 0));
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
        scanner.endPair(marked);
        return token;
    }

    private JsonToken array(int flags) {
        int elements = scanner.beginArray();
        open(flags, elements);
        return _updateToken(JsonToken.START_ARRAY);
    }

    private JsonToken tagged(int tags) {
        if (tags >= Limits.NESTING_DEPTH) {
            throw malformed("it has too many tags");
        }
        long tag = scanner.tag();
        if (tag == CborTags.DATE_TEXT) {
            return embedded(dateText());
        } else if (tag == CborTags.DATE_NUMBER) {
            return embedded(dateNumber());
        } else if (tag == CborTags.DATE_MAP) {
            return embedded(dateMap());
        } else if (tag == CborTags.BIGNUM || tag == CborTags.NEGATIVE_BIGNUM) {
            BigInteger magnitude = scanner.bignumMagnitude();
            return integer(tag == CborTags.BIGNUM ? magnitude : magnitude.not());
        } else if (tag == CborTags.SET && scanner.peekMajor() == CborBytes.ARRAY) {
            return array(SET);
        }
        TypedArray typed = scanner.peekMajor() == CborBytes.BYTES ? TypedArray.ofTag(tag) : null;
        if (typed == null) {
            // Maps (259), typed arrays of bytes (64, 68, 72) and everything unknown: what it is without the tag.
            return value(tags + 1);
        }
        typed.assign(scanner.byteString());
        if (!typed.isWhole()) {
            throw malformed("a typed array has part of an element");
        }
        push(0);
        typedArray = typed;
        return _updateToken(JsonToken.START_ARRAY);
    }

    private JsonToken typedElement(TypedArray typed) {
        if (!typed.hasNext()) {
            typedArray = null;
            return pop();
        }
        return switch (typed.next()) {
            case Double real -> number(real);
            case BigInteger big -> integer(big);
            case Number whole -> integer(whole.longValue());
        };
    }

    private Instant dateText() {
        try {
            return Instant.parse(scanner.string());
        } catch (DateTimeParseException e) {
            throw malformed("a bad date");
        }
    }

    private Instant dateMap() {
        long seconds = 0;
        long nanos = 0;
        for (int members = scanner.beginMap(); scanner.hasMore(members); members = CborScanner.oneLess(members)) {
            long key = scanner.longInteger();
            if (key == CborTags.DATE_SECONDS) {
                seconds = scanner.longInteger();
            } else if (key == CborTags.DATE_NANOS) {
                nanos = scanner.longInteger();
            } else {
                throw malformed("a bad date");
            }
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw malformed("a bad date");
        }
    }

    private Instant dateNumber() {
        try {
            if (scanner.peekMajor() != CborBytes.SIMPLE) {
                return Instant.ofEpochSecond(scanner.longInteger());
            }
            double seconds = scanner.float64();
            // A double holds today's dates to a quarter of a microsecond; finer digits would be noise.
            long micros = Math.round(seconds * 1e6);
            if (!Double.isFinite(seconds) || Math.abs(seconds) > MAX_DATE_SECONDS) {
                throw malformed("a bad date");
            }
            return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
        } catch (DateTimeException e) {
            throw malformed("a bad date");
        }
    }
}
