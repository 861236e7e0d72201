package dev.dowel.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.jdk8.Jdk8OptionalDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/**
 * The rules for reading types that have parts: what null means in their place, enums by name, and types that are no values
 * refused when a reader for them is made.
 *
 * <p>Immutable.
 */
final class ReadingRules extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    private static final String NO_VALUE =
            "values are records, classes with a constructor without parameters, and the types of the JDK for data, but not ";

    private static final int MAX_NAMED_CONSTANTS = 12;

    private final boolean lenient;

    /**
     * The rules.
     *
     * @param lenient whether null and missing values are read as null
     */
    ReadingRules(boolean lenient) {
        this.lenient = lenient;
    }

    private ValueDeserializer<?> required(JavaType type, ValueDeserializer<?> reader) {
        return lenient || reader instanceof ScalarReader || type.isJavaLangObject()
                ? reader
                : NullRule.required(reader, MismatchReports.expected(type));
    }

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        if (!isValue(bean.getBeanClass(), reader)) {
            return new Refusal(bean.getType(), NO_VALUE + bean.getBeanClass().getName());
        }
        if (reader instanceof BeanDeserializerBase && !Shapes.isOpen(bean.getBeanClass())) {
            return new Refusal(bean.getType(), Shapes.NOT_OPEN);
        }
        return required(
                bean.getType(), Shapes.isAlternative(bean.getBeanClass()) ? new AlternativeReader(reader) : reader);
    }

    private static boolean isValue(Class<?> type, ValueDeserializer<?> reader) {
        return switch (reader) {
            case AbstractDeserializer _ -> Shapes.isAlternative(type);
            case BeanDeserializerBase byFields ->
                !type.getName().startsWith("java.")
                        && !Throwable.class.isAssignableFrom(type)
                        && byFields.getValueInstantiator().canInstantiate();
            default -> true;
        };
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        return required(type, reader);
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> reader) {
        return required(type, reader);
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        return required(type, reader);
    }

    @Override
    public ValueDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config,
            ReferenceType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> reader) {
        return type.hasRawClass(Optional.class) ? NullRule.optional(reader) : required(type, reader);
    }

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getRawClass().getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        String expected = constants.size() <= MAX_NAMED_CONSTANTS
                ? "one of " + String.join(", ", constants.keySet())
                : "one of " + constants.size() + " names";
        return new ScalarReader<>(type.getRawClass(), expected, parser -> constant(parser, constants), lenient, null);
    }

    private static @Nullable Object constant(JsonParser parser, Map<String, Object> constants) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? constants.get(parser.getString()) : null;
    }

    /** Readers by type. Jackson's own for {@code Optional} would not pass by the rules above. */
    static final class Readers extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription.Supplier bean,
                @Nullable TypeDeserializer contentType,
                @Nullable ValueDeserializer<?> content) {
            return type.hasRawClass(Optional.class)
                    ? new Jdk8OptionalDeserializer(type, null, contentType, content)
                    : super.findReferenceDeserializer(type, config, bean, contentType, content);
        }
    }

    /** Reads alternatives from objects only; Jackson would also take an array of name and value. */
    private static final class AlternativeReader extends DelegatingDeserializer {

        AlternativeReader(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new AlternativeReader(reader);
        }

        @Override
        public Object deserializeWithType(
                JsonParser parser, DeserializationContext context, TypeDeserializer typeDeserializer) {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                throw MismatchReports.noAlternative(parser);
            }
            return super.deserializeWithType(parser, context, typeDeserializer);
        }
    }

    /** In place of a reader for a type that no value can be of: fails as soon as it would be used in another. */
    private static final class Refusal extends StdDeserializer<Object> {

        private final JavaType type;
        private final String reason;

        Refusal(JavaType type, String reason) {
            super(type);
            this.type = type;
            this.reason = reason;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return context.reportBadDefinition(type, reason);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("not contextual");
        }
    }
}
