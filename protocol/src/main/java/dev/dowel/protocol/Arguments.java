package dev.dowel.protocol;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the arguments of a call or event: an array, of which each element has a type of its own.
 *
 * <p>Static; any thread.
 */
final class Arguments {

    private Arguments() {}

    static @Nullable Object[] read(RawValue raw, Type[] types, boolean[] nullable) {
        @Nullable Object[] values = new Object[types.length];
        ItemScanner scanner = ItemScanner.of(raw);
        String tag = scanner.atArray() && raw.dialect().substitutes() ? scanner.pairTag() : null;
        boolean escaped = tag != null && tag.startsWith("$$");
        int count = 0;
        if (!scanner.atArray() || (tag != null && !escaped)) {
            // One value that is no array is the only argument (protocol 3.1).
            readOne(scanner, types, nullable, values, count++);
        } else {
            for (boolean more = scanner.firstElement(); more; more = scanner.nextElement()) {
                if (count == 0 && escaped) {
                    readEscaped(scanner, types, nullable, values);
                } else {
                    readOne(scanner, types, nullable, values, count);
                }
                count++;
            }
        }
        scanner.end();
        if (count != types.length) {
            fillMissing(types, nullable, values, count);
        }
        return values;
    }

    private static void readOne(
            ItemScanner scanner, Type[] types, boolean[] nullable, @Nullable Object[] values, int index) {
        if (index >= types.length) {
            scanner.value();
            return;
        }
        Object value = types[index] instanceof Class<?> type ? FastScalars.read(scanner, type) : null;
        if (value == null) {
            value = Binding.wire().readArgument(scanner.value(), types[index], place(index), nullable[index]);
        }
        values[index] = value;
    }

    /** The first of two strings of which the first begins with a $ that had to be escaped (protocol 3.2). */
    private static void readEscaped(ItemScanner scanner, Type[] types, boolean[] nullable, @Nullable Object[] values) {
        Dialect dialect = scanner.dialect();
        var sink = new ByteSink(32);
        FastScalars.write(sink, dialect, scanner.string().substring(1));
        readOne(ItemScanner.of(RawValue.of(sink.toByteArray(), dialect)), types, nullable, values, 0);
    }

    private static String place(int index) {
        return "args[" + index + "]";
    }

    private static void fillMissing(Type[] types, boolean[] nullable, @Nullable Object[] values, int count) {
        for (int i = count; i < types.length; i++) {
            if (Binding.isOptional(types[i])) {
                values[i] = Binding.wire().nothing(types[i]);
            } else if (!nullable[i]) {
                throw wrongCount(types.length, count);
            }
        }
        if (count > types.length) {
            throw wrongCount(types.length, count);
        }
    }

    private static WireException wrongCount(int expected, int found) {
        return WireException.validationError("The action takes " + expected
                + (expected == 1 ? " argument" : " arguments") + ", found " + found + ".");
    }

    static byte[] write(Dialect dialect, @Nullable Object[] args) {
        var sink = new ByteSink(64, Limits.ENCODED_VALUE_BYTES);
        if (!writeFast(sink, dialect, args)) {
            sink.clear();
            Binding.wire().write(sink, dialect, args);
        }
        return sink.toByteArray();
    }

    private static boolean writeFast(ByteSink sink, Dialect dialect, @Nullable Object[] args) {
        boolean mayNeedEscape =
                args.length == 2 && dialect.substitutes() && args[0] instanceof String text && text.startsWith("$");
        if (mayNeedEscape) {
            return false;
        }
        boolean json = dialect.isJson();
        if (json) {
            sink.put('[');
        } else {
            CborBytes.head(sink, CborBytes.ARRAY, args.length);
        }
        for (int i = 0; i < args.length; i++) {
            if (json && i > 0) {
                sink.put(',');
            }
            if (!FastScalars.write(sink, dialect, args[i])) {
                return false;
            }
        }
        if (json) {
            sink.put(']');
        }
        return true;
    }
}
