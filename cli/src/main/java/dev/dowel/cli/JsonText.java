package dev.dowel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value that was typed as JSON. What is no JSON is a string, so that nobody has to quote quotes. Immutable.
 *
 * @param value a tree of maps, lists, strings, numbers and booleans, or null
 */
record JsonText(@Nullable Object value) {

    /** Reads an option. Immutable. */
    static final class Converter implements ITypeConverter<JsonText> {

        @Override
        public JsonText convert(String text) {
            return read(text);
        }
    }

    /**
     * Reads what was typed.
     *
     * @throws TypeConversionException if it begins as JSON and is none
     */
    static JsonText read(String text) {
        try {
            return new JsonText(Json.parse(text.getBytes(UTF_8)));
        } catch (WireException e) {
            if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
                throw new TypeConversionException(text + " is no JSON: " + e.getMessage());
            }
            return new JsonText(text);
        }
    }

    /** A value of an actor's in the JSON of calls (protocol 3.2): what JSON lacks is a pair such as ["$BigInt","1"]. */
    static String of(@Nullable Object value) {
        return new String(Values.encode(Dialect.JSON, value), UTF_8);
    }

    /** An answer of the management API, as it came. */
    static String ofTree(@Nullable Object tree) {
        return new String(Json.write(tree), UTF_8);
    }
}
