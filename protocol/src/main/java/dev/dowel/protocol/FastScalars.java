package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The short way for the commonest arguments and results: numbers, strings and booleans, without Jackson. It does what the
 * long way does, only for fewer cases, and leaves the others to it.
 *
 * <p>Static; any thread.
 */
final class FastScalars {

    /** A decimal integer of so many characters fits into a long. */
    private static final int LONG_CHARS = 18;

    private FastScalars() {}

    /** Consumes a value that is plainly of that type; otherwise consumes nothing and returns null. */
    static @Nullable Object read(ItemScanner scanner, Class<?> type) {
        int start = scanner.position();
        Object value = switch (scanner) {
            case JsonScanner json -> readJson(json, type);
            case CborScanner cbor -> readCbor(cbor, type);
        };
        if (value == null) {
            scanner.moveTo(start);
        }
        return value;
    }

    private static @Nullable Object readJson(JsonScanner scanner, Class<?> type) {
        int first = scanner.peek();
        if (type == String.class) {
            return first == '"' ? scanner.string() : null;
        } else if (type == boolean.class || type == Boolean.class) {
            return first == 't' || first == 'f' ? (Object) scanner.bool() : null;
        } else if (!isNumeric(type) || (first != '-' && (first < '0' || first > '9'))) {
            return null;
        }
        int start = scanner.position();
        boolean integer = scanner.skipNumber();
        if (integer && scanner.position() - start <= LONG_CHARS) {
            return number(scanner.longSince(start), type);
        }
        return null;
    }

    private static @Nullable Object readCbor(CborScanner scanner, Class<?> type) {
        int major = scanner.peekMajor();
        if (type == String.class) {
            return major == CborBytes.TEXT ? scanner.string() : null;
        } else if (type == boolean.class || type == Boolean.class) {
            int first = scanner.peek();
            return first == CborBytes.TRUE || first == CborBytes.FALSE ? (Object) scanner.bool() : null;
        } else if (!isNumeric(type)) {
            return null;
        } else if (major == CborBytes.UNSIGNED || major == CborBytes.NEGATIVE) {
            return scanner.bigIntegerIfLarge() == null ? number(scanner.longInteger(), type) : null;
        } else if (scanner.peek() == CborBytes.FLOAT64) {
            double value = scanner.float64();
            return isDouble(type)
                    ? (Object) value
                    : (long) value == value && Numbers.isSafe((long) value) ? number((long) value, type) : null;
        }
        return null;
    }

    private static boolean isNumeric(Class<?> type) {
        return type == long.class || type == int.class || type == Long.class || type == Integer.class || isDouble(type);
    }

    private static boolean isDouble(Class<?> type) {
        return type == double.class || type == Double.class;
    }

    private static @Nullable Object number(long value, Class<?> type) {
        if (isDouble(type)) {
            return (double) value;
        } else if (type == long.class || type == Long.class) {
            return value;
        }
        return value == (int) value ? (Object) (int) value : null;
    }

    /** Writes a value that has no parts; says whether it was one. */
    static boolean write(ByteSink sink, Dialect dialect, @Nullable Object value) {
        return dialect.isJson() ? writeJson(sink, dialect, value) : writeCbor(sink, dialect, value);
    }

    private static boolean writeJson(ByteSink sink, Dialect dialect, @Nullable Object value) {
        switch (value) {
            case null -> sink.put(JsonBytes.NULL);
            case String text -> JsonBytes.string(sink, text);
            case Long number -> JsonBytes.number(sink, dialect, number);
            case Integer number -> JsonBytes.integer(sink, number);
            case Double number -> JsonBytes.number(sink, number.doubleValue());
            case Boolean bool -> sink.put(bool ? JsonBytes.TRUE : JsonBytes.FALSE);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean writeCbor(ByteSink sink, Dialect dialect, @Nullable Object value) {
        switch (value) {
            case null -> sink.put(CborBytes.NULL);
            case String text -> CborBytes.text(sink, text);
            case Long number -> CborBytes.number(sink, dialect, number);
            case Integer number -> CborBytes.integer(sink, number);
            case Double number -> CborBytes.float64(sink, number);
            case Boolean bool -> sink.put(bool ? CborBytes.TRUE : CborBytes.FALSE);
            default -> {
                return false;
            }
        }
        return true;
    }
}
