package dev.dowel.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.util.AccessPattern;

/**
 * Reads as another reader does, and says what null and missing values mean.
 *
 * <p>Immutable.
 */
final class NullRule extends DelegatingDeserializer {

    /** What stands for null. */
    private enum Meaning {
        ERROR,
        NULL,
        EMPTY
    }

    private final Meaning meaning;
    private final String expected;

    private NullRule(ValueDeserializer<?> reader, Meaning meaning, String expected) {
        super(reader);
        this.meaning = meaning;
        this.expected = expected;
    }

    /** Null and missing are errors. */
    static ValueDeserializer<?> required(ValueDeserializer<?> reader, String expected) {
        return new NullRule(reader, Meaning.ERROR, expected);
    }

    /** Null and missing are null, whatever the other reader says. */
    static ValueDeserializer<?> nullable(ValueDeserializer<?> reader) {
        return new NullRule(reader, Meaning.NULL, "");
    }

    /** Null and missing are the empty {@code Optional}. */
    static ValueDeserializer<?> optional(ValueDeserializer<?> reader) {
        return new NullRule(reader, Meaning.EMPTY, "");
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
        return new NullRule(reader, meaning, expected);
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return super.createContextual(context, property);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return nothing(context, "null");
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return nothing(context, "nothing");
    }

    private @Nullable Object nothing(DeserializationContext context, String found) {
        return switch (meaning) {
            case ERROR -> throw MismatchException.of(context.getParser(), expected, found);
            case NULL -> null;
            case EMPTY -> Optional.empty();
        };
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return AccessPattern.DYNAMIC;
    }
}
