package dev.dowel.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain JSON as trees of maps, lists, strings, numbers and booleans, for the management API. Knows nothing of the
 * substitutions of protocol 3.2.
 *
 * <p>Static; any thread.
 */
public final class Json {

    private Json() {}

    /**
     * Reads a text: {@code LinkedHashMap}, {@code ArrayList}, {@code String}, {@code Long} (or {@code BigInteger} beyond
     * 64 bits), {@code Double} for numbers written with a fraction or exponent, {@code Boolean}, null.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed, nested too deeply, or has a member twice
     */
    public static @Nullable Object parse(byte[] text) {
        var scanner = new JsonScanner(text, 0, text.length);
        scanner.skipValue();
        scanner.end();
        scanner.moveTo(0);
        return readValue(scanner);
    }

    private static @Nullable Object readValue(JsonScanner scanner) {
        return switch (scanner.peek()) {
            case '{' -> readObject(scanner);
            case '[' -> readArray(scanner);
            case '"' -> scanner.string();
            case 't', 'f' -> scanner.bool();
            case 'n' -> {
                scanner.literal(JsonBytes.NULL);
                yield null;
            }
            default -> readNumber(scanner);
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonScanner scanner) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (boolean more = scanner.beginObject(); more; more = scanner.nextMember()) {
            String name = scanner.memberName();
            if (members.containsKey(name)) {
                throw scanner.malformed("an object has a member twice");
            }
            members.put(name, readValue(scanner));
        }
        return members;
    }

    private static List<@Nullable Object> readArray(JsonScanner scanner) {
        var elements = new ArrayList<@Nullable Object>();
        for (boolean more = scanner.beginArray(); more; more = scanner.nextElement()) {
            elements.add(readValue(scanner));
        }
        return elements;
    }

    private static Object readNumber(JsonScanner scanner) {
        int start = scanner.position();
        boolean integer = scanner.skipNumber();
        String text = scanner.textSince(start);
        if (!integer) {
            return Double.valueOf(text);
        }
        return text.length() < 19 ? (Object) Long.valueOf(text) : Numbers.narrowed(new BigInteger(text));
    }

    /**
     * Writes a tree of {@code Map} (with string keys), {@code Iterable}, {@code CharSequence}, {@code Number}, {@code
     * Boolean} and null. NaN and the infinities become null.
     *
     * @throws UnserializableValueException if there is anything else in it, or it is nested too deeply
     */
    public static byte[] write(@Nullable Object tree) {
        var sink = new ByteSink(256, Limits.ENCODED_VALUE_BYTES);
        writeValue(sink, tree, 0);
        return sink.toByteArray();
    }

    private static void writeValue(ByteSink sink, @Nullable Object value, int depth) {
        switch (value) {
            case null -> sink.put(JsonBytes.NULL);
            case Boolean b -> sink.put(b ? JsonBytes.TRUE : JsonBytes.FALSE);
            case CharSequence text -> JsonBytes.string(sink, text.toString());
            case Double number -> JsonBytes.number(sink, number);
            case Float number -> JsonBytes.number(sink, number);
            case Number number when Numbers.isPlainInteger(number) -> sink.putAscii(number.toString());
            case Map<?, ?> members -> writeObject(sink, members, depth);
            case Iterable<?> elements -> writeArray(sink, elements, depth);
            default -> throw new UnserializableValueException("Not a JSON tree: " + value.getClass());
        }
    }

    private static void writeObject(ByteSink sink, Map<?, ?> members, int depth) {
        checkDepth(depth);
        char separator = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new UnserializableValueException("Not a JSON tree: a member name that is not a string");
            }
            sink.put(separator);
            separator = ',';
            JsonBytes.string(sink, name);
            sink.put(':');
            writeValue(sink, member.getValue(), depth + 1);
        }
        if (separator == '{') {
            sink.put('{');
        }
        sink.put('}');
    }

    private static void writeArray(ByteSink sink, Iterable<?> elements, int depth) {
        checkDepth(depth);
        char separator = '[';
        for (Object element : elements) {
            sink.put(separator);
            separator = ',';
            writeValue(sink, element, depth + 1);
        }
        if (separator == '[') {
            sink.put('[');
        }
        sink.put(']');
    }

    private static void checkDepth(int depth) {
        if (depth >= Limits.NESTING_DEPTH) {
            throw new UnserializableValueException("Nested more than " + Limits.NESTING_DEPTH + " levels deep");
        }
    }
}
