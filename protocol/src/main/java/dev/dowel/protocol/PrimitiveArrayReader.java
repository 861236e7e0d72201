package dev.dowel.protocol;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.util.AccessPattern;

/**
 * Reads arrays of primitives, each element as strictly as a single one.
 *
 * <p>Immutable.
 */
final class PrimitiveArrayReader extends StdDeserializer<Object> {

    private final Class<?> element;
    private final ScalarReader<?> reader;
    private final boolean lenient;

    PrimitiveArrayReader(Class<?> element, ScalarReader<?> reader, boolean lenient) {
        super(element.arrayType());
        this.element = element;
        this.reader = reader;
        this.lenient = lenient;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw MismatchException.of(parser, "an array");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        try {
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                elements.add(
                        token == JsonToken.VALUE_NULL
                                ? reader.getNullValue(context)
                                : reader.deserialize(parser, context));
            }
        } catch (JacksonException e) {
            throw e.prependPath(elements, elements.size());
        }
        Object array = Array.newInstance(element, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        if (!lenient) {
            throw MismatchException.of(context.getParser(), "an array", "null");
        }
        return null;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return AccessPattern.DYNAMIC;
    }
}
